using Pmq.SameAsMosquitto.Running;

namespace Pmq.SameAsMosquitto.Scenarios;

/// <summary>Retained messages. They may come before or after SUBACK, so packets are not compared.</summary>
internal static class RetainScenarios
{
    private const string Line = "-F '%t %q %r %p'";

    public static IReadOnlyList<Scenario> All { get; } =
    [
        Kept("mqttv31", 0),
        Kept("mqttv311", 1),
        Kept("mqttv5", 2),
        Quiet("the last retained message counts", async stage =>
        {
            await stage.PublishAsync("-t {t} -r -m first -q 1");
            await stage.PublishAsync("-t {t} -r -m second -q 1");
            await stage.SubscribeAsync($"-t {{t}} -C 1 -q 1 {Line}");
        }),
        Quiet("an empty message ends retaining", async stage =>
        {
            await stage.PublishAsync("-t {t} -r -m kept -q 1");
            await stage.PublishAsync("-t {t} -r -n -q 1");
            await stage.SubscribeAsync($"-t {{t}} -W 1 {Line}");
        }),
        Quiet("-R leaves retained messages out", async stage =>
        {
            await stage.PublishAsync("-t {t} -r -m old -q 1");
            ChildProcess listener = await stage.ListenAsync($"-t {{t}} -R -C 1 {Line}");
            await stage.PublishAsync("-t {t} -m new");
            await stage.EndAsync(listener);
        }),
        Quiet("-R leaves retained messages out, 5.0", async stage =>
        {
            await stage.PublishAsync("-t {t} -r -m old -q 1");
            ChildProcess listener = await stage.ListenAsync($"-t {{t}} -R -C 1 -V mqttv5 {Line}");
            await stage.PublishAsync("-t {t} -m new");
            await stage.EndAsync(listener);
        }),
        Quiet("--retained-only ends with the first other message", async stage =>
        {
            await stage.PublishAsync("-t {t} -r -m old -q 1");
            ChildProcess listener = await stage.ListenAsync($"-t {{t}} --retained-only {Line}");
            await stage.PublishAsync("-t {t} -m new");
            await stage.EndAsync(listener);
        }),
        Quiet("--remove-retained empties topics", async stage =>
        {
            await stage.PublishAsync("-t {t}/a -r -m old -q 1");
            await stage.SubscribeAsync($"-t {{t}}/# --remove-retained -W 1 {Line}");
            await stage.SubscribeAsync($"-t {{t}}/# -W 1 {Line}");
        }),
        Quiet("a live message has no retain flag", async stage =>
        {
            ChildProcess listener = await stage.ListenAsync($"-t {{t}} -C 1 {Line}");
            await stage.PublishAsync("-t {t} -r -m live");
            await stage.EndAsync(listener);
        }),
        Quiet("--retain-as-published keeps the flag", async stage =>
        {
            ChildProcess listener = await stage.ListenAsync($"-t {{t}} -C 2 -V mqttv5 --retain-as-published {Line}");
            await stage.PublishAsync("-t {t} -r -m live");
            await stage.PublishAsync("-t {t} -m live");
            await stage.EndAsync(listener);
        }),
        Quiet("a wildcard gets all that is retained", async stage =>
        {
            await stage.PublishAsync("-t {t}/a -r -m 1 -q 1");
            await stage.PublishAsync("-t {t}/a/b -r -m 2 -q 1");
            await stage.SubscribeAsync($"-t {{t}}/a -t {{t}}/+/b -C 2 {Line}");
        }),
        Quiet("shared subscriptions get nothing retained", async stage =>
        {
            await stage.PublishAsync("-t {t} -r -m old -q 1");
            await stage.SubscribeAsync($"-t $share/group/{{t}} -W 1 -V mqttv5 {Line}");
        }) with
        {
            Expected = new ExpectedDifference(
                "5.0 4.8.2", "the standard sends no retained messages for shared subscriptions", "-{t} 0 1 old"),
        },
        Quiet("retained properties", async stage =>
        {
            await stage.PublishAsync("-t {t} -r -m old -q 1 -V mqttv5 -D publish content-type text/plain "
                + "-D publish user-property a b -D publish response-topic {t}/answer");
            await stage.SubscribeAsync("-t {t} -C 1 -V mqttv5 -F '%C|%P|%R|%r|%p'");
        }),
    ];

    private static Scenario Kept(string version, int qos) =>
        Quiet($"a retained message, {version} QoS {qos}", async stage =>
        {
            await stage.PublishAsync($"-t {{t}} -r -m kept -q {qos} -V {version}");
            await stage.SubscribeAsync($"-t {{t}} -C 1 -q 2 -V {version} {Line}");
        });

    private static Scenario Quiet(string name, Func<Stage, Task> play) => new(name, play) { ComparesPackets = false };
}
