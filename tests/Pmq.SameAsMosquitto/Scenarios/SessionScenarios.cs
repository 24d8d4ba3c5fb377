using Pmq.SameAsMosquitto.Running;

namespace Pmq.SameAsMosquitto.Scenarios;

/// <summary>Sessions that outlive their connections.</summary>
internal static class SessionScenarios
{
    private const string QoS0Waits = "session.queue-qos0-messages is true unless set: QoS 0 messages wait, too";

    public static IReadOnlyList<Scenario> All { get; } =
    [
        Waiting("mqttv31", 1),
        Waiting("mqttv311", 2),
        Waiting("mqttv5", 1),
        new("QoS 0 messages for a client that is away", async stage =>
        {
            await stage.SubscribeAsync("-c -i {id} -t {t} -q 1 -E");
            await stage.PublishAsync("-t {t} -m zero -q 0");
            await stage.PublishAsync("-t {t} -m one -q 1");
            await stage.SubscribeAsync("-c -i {id} -t {t} -q 1 -W 1");
        })
        {
            ComparesPackets = false,
            Expected = new ExpectedDifference("5.0 4.1", QoS0Waits, "+zero"),
        },
        Quiet("a clean start forgets", async stage =>
        {
            await stage.SubscribeAsync("-c -i {id} -t {t} -q 1 -E");
            await stage.PublishAsync("-t {t} -m forgotten -q 1");
            await stage.SubscribeAsync("-i {id} -t {t}/other -E");
            await stage.SubscribeAsync("-c -i {id} -t {t} -q 1 -W 1");
        }),
        Quiet("a clean session of 3.1.1 ends with its connection", async stage =>
        {
            await stage.SubscribeAsync("-i {id} -t {t} -q 1 -E");
            await stage.PublishAsync("-t {t} -m lost -q 1");
            await stage.SubscribeAsync("-c -i {id} -t {t} -q 1 -W 1");
        }),
        Quiet("a session of 5.0 that expires at once", async stage =>
        {
            await stage.SubscribeAsync("-i {id} -t {t} -q 1 -E -V mqttv5 -x 0");
            await stage.PublishAsync("-t {t} -m lost -q 1");
            await stage.SubscribeAsync("-c -i {id} -t {t} -q 1 -W 1 -V mqttv5");
        }),
        Quiet("a session of 5.0 that has not expired", async stage =>
        {
            await stage.SubscribeAsync("-i {id} -t {t} -q 1 -E -V mqttv5 -x 100");
            await stage.PublishAsync("-t {t} -m kept -q 1");
            await stage.SubscribeAsync("-c -i {id} -t {t} -q 1 -C 1 -V mqttv5");
        }),
        Quiet("a session of 5.0 that has expired", async stage =>
        {
            await stage.SubscribeAsync("-c -i {id} -t {t} -q 1 -E -V mqttv5 -x 1");
            await stage.PublishAsync("-t {t} -m late -q 1");
            await stage.PassAsync(3);
            await stage.SubscribeAsync("-c -i {id} -t {t} -q 1 -W 1 -V mqttv5");
        }),
        Quiet("DISCONNECT shortens the expiry", async stage =>
        {
            await stage.SubscribeAsync(
                "-c -i {id} -t {t} -q 1 -E -V mqttv5 -x 100 -D disconnect session-expiry-interval 0");
            await stage.PublishAsync("-t {t} -m lost -q 1");
            await stage.SubscribeAsync("-c -i {id} -t {t} -q 1 -W 1 -V mqttv5");
        }),
        Quiet("a session that goes from 3.1.1 to 5.0", async stage =>
        {
            await stage.SubscribeAsync("-c -i {id} -t {t} -q 2 -E -V mqttv311");
            await stage.PublishAsync("-t {t} -m moved -q 2 -V mqttv5 -D publish content-type text/plain");
            await stage.SubscribeAsync("-c -i {id} -t {t} -q 2 -C 1 -V mqttv5 -F '%p %C'");
        }),
        Quiet("50 waiting messages keep their order", async stage =>
        {
            await stage.SubscribeAsync("-c -i {id} -t {t} -q 2 -E");
            await stage.PublishAsync("-t {t} -l -q 2", string.Concat(Enumerable.Range(1, 50).Select(n => $"{n}\n")));
            await stage.SubscribeAsync("-c -i {id} -t {t} -q 2 -C 50");
        }),
        Quiet("what was unsubscribed from does not come", async stage =>
        {
            await stage.SubscribeAsync("-c -i {id} -t {t}/a -t {t}/b -q 1 -E");
            await stage.SubscribeAsync("-c -i {id} -U {t}/a -t {t}/b -q 1 -E");
            await stage.PublishAsync("-t {t}/a -m unwanted -q 1");
            await stage.PublishAsync("-t {t}/b -m wanted -q 1");
            await stage.SubscribeAsync("-c -i {id} -t {t}/b -q 1 -C 1 -v");
        }),
        Quiet("a killed client gets its message later", async stage =>
        {
            ChildProcess first = await stage.ListenAsync("-c -i {id} -t {t} -q 1");
            await stage.KillAsync(first);
            await stage.PublishAsync("-t {t} -m waits -q 1");
            await stage.SubscribeAsync("-c -i {id} -t {t} -q 1 -C 1");
        }),
        new("an empty identifier, 3.1.1", stage => stage.SubscribeAsync("-t {t} -E -V mqttv311")),
        new("an empty identifier, 5.0", stage => stage.SubscribeAsync("-t {t} -E -V mqttv5")),
        new("an identifier of 23 bytes, 3.1", stage =>
            stage.PublishAsync($"-t {{t}} -m x -q 1 -V mqttv31 -i {{id}}{new string('i', 23 - 7)}")),
        new("an identifier of 200 bytes, 3.1.1", stage =>
            stage.PublishAsync($"-t {{t}} -m x -q 1 -V mqttv311 -i {{id}}{new string('i', 200)}")),
        new("an identifier of 200 bytes, 5.0", stage =>
            stage.PublishAsync($"-t {{t}} -m x -q 1 -V mqttv5 -i {{id}}{new string('i', 200)}")),
        TooLong(
            "mqttv311",
            "-exit code 0",
            "+Connection error: Connection Refused: identifier rejected.",
            "+Error: The connection was refused.",
            "+exit code 2"),
        TooLong(
            "mqttv5",
            "-exit code 0",
            "+Connection error: Client Identifier not valid",
            "+Error: A network protocol error occurred when communicating with the broker.",
            "+exit code 133"),
    ];

    private static Scenario Waiting(string version, int qos) =>
        Quiet($"a message waits, {version} QoS {qos}", async stage =>
        {
            await stage.SubscribeAsync($"-c -i {{id}} -t {{t}} -q {qos} -E -V {version}");
            await stage.PublishAsync($"-t {{t}} -m waits -q {qos} -V {version}");
            await stage.SubscribeAsync($"-c -i {{id}} -t {{t}} -q {qos} -C 1 -V {version} -F '%q %r %p'");
        });

    private static Scenario TooLong(string version, params string[] difference) =>
        Quiet($"an identifier of 2,000 bytes, {version}", stage =>
            stage.PublishAsync($"-t {{t}} -m x -q 1 -V {version} -i {{id}}{new string('i', 2000)}")) with
        {
            Expected = new ExpectedDifference(
                "MQTT-3.1.3-5",
                "connection.client-id-bytes-max is 1,024 unless set; the standard asks for 23",
                difference),
        };

    private static Scenario Quiet(string name, Func<Stage, Task> play) => new(name, play) { ComparesPackets = false };
}
