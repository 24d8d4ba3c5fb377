using Pmq.SameAsMosquitto.Running;

namespace Pmq.SameAsMosquitto.Scenarios;

/// <summary>One publisher, one subscriber: versions, QoS, payloads.</summary>
internal static class DeliveryScenarios
{
    private static readonly string[] Versions = ["mqttv31", "mqttv311", "mqttv5"];
    private const string TwoMegabytesAreTooMuch = "PMQ takes 1 MiB unless connection.packet-bytes-max says otherwise";

    public static IReadOnlyList<Scenario> All { get; } =
    [
        .. from version in Versions
           from qos in Enumerable.Range(0, 3)
           select OneToOne($"-V {version} -q {qos}", $"-V {version} -q {qos}"),
        OneToOne("-V mqttv5 -q 2", "-V mqttv31 -q 1"),
        OneToOne("-V mqttv31 -q 1", "-V mqttv5 -q 2"),
        OneToOne("-V mqttv311 -q 0", "-V mqttv5 -q 2"),
        OneToOne("-V mqttv311 -q 2", "-V mqttv311 -q 0"),
        OneToOne("-V mqttv5 -q 1", "-V mqttv5 -q 0"),
        OneToOne("-V mqttv5 -u guest -P guest", "-V mqttv5 -u guest -P guest -i {id}-sub"),
        OneToOne("-V mqttv5 -q 2 -u guest -P guest -i {id}-pub", "-V mqttv5 -q 2 -u guest -P guest"),
        OneToOne("-V mqttv31 -u guest", "-V mqttv31 -u guest"),
        new("a payload without bytes", async stage =>
        {
            ChildProcess listener = await stage.ListenAsync("-t {t} -C 1 -F '%t=%p (%l)'");
            await stage.PublishAsync("-t {t} -n");
            await stage.EndAsync(listener);
        }),
        new("a payload of 500,000 bytes", async stage =>
        {
            ChildProcess listener = await stage.ListenAsync("-t {t} -C 1 -q 1 -F '%t %l'");
            await stage.PublishAsync("-t {t} -q 1 -s", new string('x', 500_000));
            await stage.EndAsync(listener);
        }),
        new("200 lines at QoS 1 arrive in their order", async stage =>
        {
            ChildProcess listener = await stage.ListenAsync("-t {t} -C 200 -q 1");
            await stage.PublishAsync("-t {t} -q 1 -l", Lines(200));
            await stage.EndAsync(listener);
        }) { ComparesPackets = false },
        new("80 lines at QoS 2 arrive in their order", async stage =>
        {
            ChildProcess listener = await stage.ListenAsync("-t {t} -C 80 -q 2");
            await stage.PublishAsync("-t {t} -q 2 -l", Lines(80));
            await stage.EndAsync(listener);
        }) { ComparesPackets = false },
        new("a message three times", async stage =>
        {
            ChildProcess listener = await stage.ListenAsync("-t {t} -C 3");
            await stage.PublishAsync("-t {t} -m again --repeat 3");
            await stage.EndAsync(listener);
        }),
        new("a subscriber that waits for nothing ends with 27", stage => stage.SubscribeAsync("-t {t} -W 1")),
        new("a subscriber that leaves once subscribed", stage => stage.SubscribeAsync("-t {t} -E -V mqttv5")),
        new("a client that filters out what it does not want", async stage =>
        {
            ChildProcess listener = await stage.ListenAsync("-t {t}/# -T {t}/b -C 1 -v");
            await stage.PublishAsync("-t {t}/b -m unwanted");
            await stage.PublishAsync("-t {t}/a -m wanted");
            await stage.EndAsync(listener);
        }),
        new("a quiet client pings and stays", stage => stage.SubscribeAsync("-t {t} -k 5 -W 7")),
        new("a small keep alive and a message", async stage =>
        {
            ChildProcess listener = await stage.ListenAsync("-t {t} -C 1 -k 5 -V mqttv5");
            await stage.PublishAsync("-t {t} -m here -k 5 -V mqttv5");
            await stage.EndAsync(listener);
        }),
        new("a message of two megabytes", stage =>
            stage.PublishAsync("-t {t} -q 1 -s", new string('x', 2_000_000)))
        {
            ComparesPackets = false,
            Expected = new ExpectedDifference(
                "5.0 3.2.2.3.6",
                TwoMegabytesAreTooMuch,
                "-exit code 0",
                "+Error: The connection was lost.",
                "+exit code 7"),
        },
    ];

    private static Scenario OneToOne(string publisher, string subscriber) =>
        new($"pub {publisher}, sub {subscriber}", async stage =>
        {
            ChildProcess listener = await stage.ListenAsync($"-t {{t}}/a -C 1 -F '%t %q %r %p' {subscriber}");
            await stage.PublishAsync($"-t {{t}}/a -m hello {publisher}");
            await stage.EndAsync(listener);
        });

    private static string Lines(int count) =>
        string.Concat(Enumerable.Range(1, count).Select(number => $"line {number}\n"));
}
