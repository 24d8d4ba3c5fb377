using Pmq.SameAsMosquitto.Running;

namespace Pmq.SameAsMosquitto.Scenarios;

/// <summary>Wills of clients that are killed, and of some that are not.</summary>
internal static class WillScenarios
{
    private const string Line = "-F '%t %q %r %p'";
    private const string Will = "--will-topic {t}/will --will-payload gone";

    public static IReadOnlyList<Scenario> All { get; } =
    [
        Killed("mqttv31", $"{Will}"),
        Killed("mqttv311", $"{Will} --will-qos 1"),
        Killed("mqttv5", $"{Will} --will-qos 2"),
        Killed("mqttv311", "--will-topic {t}/will"),
        Killed("mqttv5", $"{Will} -D will content-type text/plain -D will user-property a b"),
        Quiet("a client that leaves in good order has no will", async stage =>
        {
            ChildProcess watcher = await stage.ListenAsync($"-t {{t}}/# -C 1 {Line}");
            ChildProcess mortal = await stage.ListenAsync($"-t {{t}}/x -i {{id}} {Will}");
            await stage.InterruptAsync(mortal);
            await stage.PublishAsync("-t {t}/end -m end");
            await stage.EndAsync(watcher);
        }),
        Quiet("a retained will", async stage =>
        {
            ChildProcess watcher = await stage.ListenAsync($"-t {{t}}/# -C 1 {Line}");
            ChildProcess mortal = await stage.ListenAsync($"-t {{t}}/x -i {{id}} {Will} --will-retain --will-qos 1");
            await stage.KillAsync(mortal);
            await stage.EndAsync(watcher);
            await stage.SubscribeAsync($"-t {{t}}/# -C 1 {Line}");
        }),
        Quiet("a will that is delayed longer than its session lives comes with the session's end", async stage =>
        {
            ChildProcess watcher = await stage.ListenAsync($"-t {{t}}/# -C 2 {Line}");
            ChildProcess mortal = await stage.ListenAsync(
                $"-t {{t}}/x -i {{id}} -V mqttv5 -c -x 1 {Will} -D will will-delay-interval 60");
            await stage.KillAsync(mortal);
            await stage.PublishAsync("-t {t}/before -m before");
            await stage.EndAsync(watcher);
        }),
        Quiet("a delayed will comes when its delay is over", async stage =>
        {
            ChildProcess watcher = await stage.ListenAsync($"-t {{t}}/# -C 2 {Line}");
            ChildProcess mortal = await stage.ListenAsync(
                $"-t {{t}}/x -i {{id}} -V mqttv5 -c {Will} -D will will-delay-interval 1");
            await stage.KillAsync(mortal);
            await stage.PublishAsync("-t {t}/before -m before");
            await stage.EndAsync(watcher);
        }),
        Quiet("a client that comes back takes its delayed will back", async stage =>
        {
            ChildProcess watcher = await stage.ListenAsync($"-t {{t}}/# -C 1 {Line}");
            ChildProcess mortal = await stage.ListenAsync(
                $"-t {{t}}/x -i {{id}} -V mqttv5 -c {Will} -D will will-delay-interval 2");
            await stage.KillAsync(mortal);
            await stage.SubscribeAsync("-t {t}/x -i {id} -V mqttv5 -c -E");
            await stage.PassAsync(3);
            await stage.PublishAsync("-t {t}/end -m end");
            await stage.EndAsync(watcher);
        }),
        Quiet("a will with an expiry", async stage =>
        {
            ChildProcess watcher = await stage.ListenAsync("-t {t}/# -C 1 -V mqttv5 -F '%E %p'");
            ChildProcess mortal = await stage.ListenAsync(
                $"-t {{t}}/x -i {{id}} -V mqttv5 {Will} -D will message-expiry-interval 600");
            await stage.KillAsync(mortal);
            await stage.EndAsync(watcher);
        }),
    ];

    private static Scenario Killed(string version, string will) =>
        Quiet($"a client is killed, {version} {will}", async stage =>
        {
            ChildProcess watcher =
                await stage.ListenAsync("-t {t}/will -C 1 -q 2 -V mqttv5 -F '%t %q %r %p|%C|%P|%R'");
            ChildProcess mortal = await stage.ListenAsync($"-t {{t}}/x -i {{id}} -V {version} {will}");
            await stage.KillAsync(mortal);
            await stage.EndAsync(watcher);
        });

    private static Scenario Quiet(string name, Func<Stage, Task> play) => new(name, play) { ComparesPackets = false };
}
