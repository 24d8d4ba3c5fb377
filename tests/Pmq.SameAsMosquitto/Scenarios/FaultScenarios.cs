using Pmq.SameAsMosquitto.Running;

namespace Pmq.SameAsMosquitto.Scenarios;

/// <summary>What the clients say when something is wrong.</summary>
internal static class FaultScenarios
{
    private static readonly ExpectedDifference WrongGroup = new(
        "MQTT-4.8.2-1",
        "a group without a name or a filter is refused; mosquitto waits for messages that can't come",
        "-Timed out",
        "-exit code 27",
        "+All subscription requests were denied.",
        "+exit code 0");

    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("a filter with a wildcard in the wrong place", stage => stage.SubscribeAsync("-t {t}/#/a -E")),
        new("a filter with a wildcard among letters", stage => stage.SubscribeAsync("-t {t}/a+ -E")),
        new("a topic with a wildcard", stage => stage.PublishAsync("-t {t}/+ -m x")),
        new("an empty topic", stage => stage.PublishAsync("-t '' -m x")),
        Group("$share/gr+oup/{t}"),
        Group("$share/group") with { Expected = WrongGroup },
        Group("$share//{t}") with { Expected = WrongGroup },
        Group("$share/") with { Expected = WrongGroup },
        new("a topic that looks like a group", async stage =>
        {
            ChildProcess listener = await stage.ListenAsync("-t {t} -C 1 -v -V mqttv5");
            await stage.PublishAsync("-t $share/group/{t} -m no -q 1 -V mqttv5");
            await stage.PublishAsync("-t {t} -m end -V mqttv5");
            await stage.EndAsync(listener);
        })
        {
            ComparesPackets = false,
            Expected = new ExpectedDifference(
                "5.0 4.7.2",
                "topics that begin with a dollar are ordinary for publishers",
                "-Warning: Publish 1 failed: Not authorized."),
        },
        new("an authentication method that nobody knows", stage =>
            stage.PublishAsync("-t {t} -m x -V mqttv5 -D connect authentication-method none-such")),
        new("a receive maximum of zero", stage =>
            stage.PublishAsync("-t {t} -m x -V mqttv5 -D connect receive-maximum 0")),
        new("a maximum packet size of zero", stage =>
            stage.PublishAsync("-t {t} -m x -V mqttv5 -D connect maximum-packet-size 0")),
        new("a subscription identifier of zero", stage =>
            stage.SubscribeAsync("-t {t} -E -V mqttv5 -D subscribe subscription-identifier 0"))
        {
            Expected = new ExpectedDifference(
                "5.0 3.8.2.1.2",
                "the standard calls it a protocol error, mosquitto a malformed packet",
                "-Received DISCONNECT (129)",
                "+Received DISCONNECT (130)"),
        },
        new("a response topic with a wildcard", stage =>
            stage.PublishAsync("-t {t} -m x -q 1 -V mqttv5 -D publish response-topic {t}/+"))
        {
            ComparesPackets = false,
            Expected = new ExpectedDifference(
                "MQTT-3.3.2-14",
                "a response topic has no wildcards; mosquitto does not look",
                "-exit code 0",
                "+Error: The client is not currently connected.",
                "+exit code 4"),
        },
        new("a topic alias of zero", stage =>
            stage.PublishAsync("-t {t} -m x -q 1 -V mqttv5 -D publish topic-alias 0")),
        new("a will topic with a wildcard", stage => stage.PublishAsync("-t {t} -m x --will-topic {t}/#")),
        new("a password without a name, 5.0", stage => stage.PublishAsync("-t {t} -m x -V mqttv5 -P secret")),
    ];

    private static Scenario Group(string filter) =>
        new($"subscribe to {filter}", stage => stage.SubscribeAsync($"-t {filter} -W 1 -V mqttv311"))
        {
            ComparesPackets = false,
        };
}
