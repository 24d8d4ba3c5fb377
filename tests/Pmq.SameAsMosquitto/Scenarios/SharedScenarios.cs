using Pmq.SameAsMosquitto.Running;

namespace Pmq.SameAsMosquitto.Scenarios;

/// <summary>Shared subscriptions.</summary>
internal static class SharedScenarios
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        Alone("mqttv31"),
        Alone("mqttv311"),
        Alone("mqttv5"),
        new("two members get one each in turn", async stage =>
        {
            ChildProcess first = await stage.ListenAsync("-t $share/group/{t} -C 2 -q 1 -V mqttv5 -i {id}-1");
            ChildProcess second = await stage.ListenAsync("-t $share/group/{t} -C 2 -q 1 -V mqttv5 -i {id}-2");
            for (int i = 0; i < 4; i++)
            {
                await stage.PublishAsync("-t {t} -m shared -q 1");
            }

            await stage.EndAsync(first);
            await stage.EndAsync(second);
        }),
        new("two groups get one each", async stage =>
        {
            ChildProcess first = await stage.ListenAsync("-t $share/one/{t} -C 1 -V mqttv5");
            ChildProcess second = await stage.ListenAsync("-t $share/two/{t} -C 1 -V mqttv5");
            await stage.PublishAsync("-t {t} -m shared");
            await stage.EndAsync(first);
            await stage.EndAsync(second);
        }),
        new("shared and not shared", async stage =>
        {
            ChildProcess shared = await stage.ListenAsync("-t $share/group/{t}/+ -C 1 -V mqttv5");
            ChildProcess ordinary = await stage.ListenAsync("-t {t}/+ -C 1 -V mqttv5");
            await stage.PublishAsync("-t {t}/a -m for-both");
            await stage.EndAsync(shared);
            await stage.EndAsync(ordinary);
        }),
        new("a member that is killed leaves its messages to the other", async stage =>
        {
            ChildProcess first = await stage.ListenAsync("-t $share/group/{t} -q 1 -V mqttv5");
            ChildProcess second = await stage.ListenAsync("-t $share/group/{t} -C 3 -q 1 -V mqttv5");
            await stage.KillAsync(first);
            await stage.PublishAsync("-t {t} -m 1 -q 1");
            await stage.PublishAsync("-t {t} -m 2 -q 1");
            await stage.PublishAsync("-t {t} -m 3 -q 1");
            await stage.EndAsync(second);
        }) { ComparesPackets = false },
    ];

    private static Scenario Alone(string version) =>
        new($"a group of one, {version}", async stage =>
        {
            ChildProcess member = await stage.ListenAsync($"-t $share/group/{{t}}/# -C 2 -q 1 -V {version} -v");
            await stage.PublishAsync("-t {t}/a -m 1 -q 1");
            await stage.PublishAsync("-t {t}/b -m 2 -q 1");
            await stage.EndAsync(member);
        });
}
