using Pmq.SameAsMosquitto.Running;

namespace Pmq.SameAsMosquitto.Scenarios;

/// <summary>Properties of 5.0.</summary>
internal static class PropertyScenarios
{
    private const string Everything = "-F '%p|%C|%D|%E|%F|%P|%R|%S|%A'";

    public static IReadOnlyList<Scenario> All { get; } =
    [
        Published("content-type text/plain"),
        Published("response-topic {t}/answer"),
        Published("correlation-data 4711"),
        Published("payload-format-indicator 1"),
        Published("message-expiry-interval 600"),
        Published("user-property name value"),
        Published("user-property a 1", "user-property b 2", "user-property a 3"),
        Published("content-type text/plain", "response-topic {t}/r", "correlation-data x", "user-property a b"),
        Published("topic-alias 1"),
        Published("topic-alias 10"),
        new("a topic alias above what the server takes", stage =>
            stage.PublishAsync("-V mqttv5 -t {t} -m x -q 1 -D publish topic-alias 11")),
        new("properties to a subscriber of 3.1.1", async stage =>
        {
            ChildProcess listener = await stage.ListenAsync("-t {t} -C 1 -V mqttv311 -v");
            await stage.PublishAsync("-t {t} -m x -V mqttv5 -D publish content-type text/plain");
            await stage.EndAsync(listener);
        }),
        new("a message that expired while it waited", async stage =>
        {
            await stage.SubscribeAsync("-c -i {id} -t {t} -q 1 -E -V mqttv5");
            await stage.PublishAsync("-t {t} -m late -q 1 -V mqttv5 -D publish message-expiry-interval 1");
            await stage.PublishAsync("-t {t} -m early -q 1 -V mqttv5 -D publish message-expiry-interval 600");
            await stage.PassAsync(3);
            await stage.SubscribeAsync("-c -i {id} -t {t} -q 1 -W 1 -V mqttv5 -F %p");
        }) { ComparesPackets = false },
        new("a retained message that expired", async stage =>
        {
            await stage.PublishAsync("-t {t} -m late -r -q 1 -V mqttv5 -D publish message-expiry-interval 1");
            await stage.PassAsync(3);
            await stage.SubscribeAsync("-t {t} -W 1 -V mqttv5");
        }) { ComparesPackets = false },
        Listened("subscribe subscription-identifier 7"),
        Listened("subscribe subscription-identifier 268435455"),
        Listened("subscribe user-property a b"),
        Listened("connect receive-maximum 1"),
        Listened("connect topic-alias-maximum 5") with
        {
            ComparesPackets = false,
            Expected = new ExpectedDifference(
                "MQTT-3.1.2-26",
                "PMQ sets aliases for a client that says it takes them; this one says so and does not",
                "-hello||||||||",
                "-again||||||||",
                "-exit code 0",
                "+hello||||||||1",
                "+Error: A network protocol error occurred when communicating with the broker.",
                "+exit code 2"),
        },
        Listened("connect topic-alias-maximum 0"),
        Listened("connect request-problem-information 0"),
        Listened("connect request-response-information 1"),
        Listened("connect user-property a b"),
        Listened("connect session-expiry-interval 5"),
        Listened("disconnect user-property a b"),
        new("an acknowledgement says that nobody listens", stage =>
            stage.PublishAsync("-V mqttv5 -t {t} -m x -q 1")),
        new("at QoS 2, too", stage => stage.PublishAsync("-V mqttv5 -t {t} -m x -q 2")),
        new("a message too large for its subscriber is left out", async stage =>
        {
            ChildProcess listener =
                await stage.ListenAsync("-t {t} -C 1 -W 2 -q 1 -V mqttv5 -D connect maximum-packet-size 100 -F %p");
            await stage.PublishAsync("-t {t} -q 1 -s", new string('x', 200));
            await stage.PublishAsync("-t {t} -q 1 -m small");
            await stage.EndAsync(listener);
        })
        {
            ComparesPackets = false,
            Expected = new ExpectedDifference(
                "MQTT-3.1.2-25",
                "the next message comes; in mosquitto 2.0.11 it waits behind the one that was left out",
                "-Timed out",
                "-exit code 27",
                "+small",
                "+exit code 0"),
        },
        new("20 messages through a window of one", async stage =>
        {
            ChildProcess listener =
                await stage.ListenAsync("-t {t} -C 20 -q 2 -V mqttv5 -D connect receive-maximum 1 -F %p");
            await stage.PublishAsync("-t {t} -q 2 -l", string.Concat(Enumerable.Range(1, 20).Select(n => $"{n}\n")));
            await stage.EndAsync(listener);
        }) { ComparesPackets = false },
    ];

    private static Scenario Published(params string[] properties)
    {
        string options = string.Concat(properties.Select(property => $" -D publish {property}"));
        return new($"publish{options}", async stage =>
        {
            ChildProcess listener = await stage.ListenAsync($"-t {{t}} -C 1 -q 1 -V mqttv5 {Everything}");
            await stage.PublishAsync($"-t {{t}} -m hello -q 1 -V mqttv5{options}");
            await stage.EndAsync(listener);
        });
    }

    private static Scenario Listened(string property) =>
        new($"listen -D {property}", async stage =>
        {
            ChildProcess listener =
                await stage.ListenAsync($"-t {{t}} -C 2 -q 1 -V mqttv5 -i {{id}} -D {property} {Everything}");
            await stage.PublishAsync("-t {t} -m hello -q 1 -V mqttv5");
            await stage.PublishAsync("-t {t} -m again -q 1 -V mqttv5");
            await stage.EndAsync(listener);
        });
}
