using Pmq.SameAsMosquitto.Running;

namespace Pmq.SameAsMosquitto.Scenarios;

/// <summary>Which filter gets which topic.</summary>
internal static class TopicScenarios
{
    private const string LevelsMax = "subscription.levels-max bounds every walk; 128 unless set";

    public static IReadOnlyList<Scenario> All { get; } =
    [
        Matching("{t}/#", "{t}", "{t}/a", "{t}/a/b"),
        Matching("{t}/+", "{t}/a/b", "{t}", "{t}/b"),
        Matching("{t}/+/c", "{t}/a/b", "{t}/a/c"),
        Matching("{t}/+/#", "{t}", "{t}/a", "{t}/a/b/c"),
        Matching("{t}//+", "{t}/a/b", "{t}//b"),
        Matching("{t}/+/", "{t}/a", "{t}/a/"),
        Matching("/{t}/+", "{t}/a", "/{t}/a"),
        Matching("+/{t}/x", "/{t}/x"),
        Matching("{t}/grün/Ω/+", "{t}/grün/Ω/水"),
        Matching("{t}/A", "{t}/a", "{t}/A"),
        new("wildcards don't take topics that begin with a dollar", async stage =>
        {
            ChildProcess listener = await stage.ListenAsync("-t '+/{t}' -C 1 -v");
            await stage.PublishAsync("-t '$pmq/{t}' -m hidden");
            await stage.PublishAsync("-t 'seen/{t}' -m seen");
            await stage.EndAsync(listener);
        }),
        new("a topic that begins with a dollar can be asked for", async stage =>
        {
            ChildProcess listener = await stage.ListenAsync("-t '$pmq/{t}' -C 1 -v");
            await stage.PublishAsync("-t '$pmq/{t}' -m found");
            await stage.EndAsync(listener);
        }),
        new("several filters of one client", async stage =>
        {
            ChildProcess listener = await stage.ListenAsync("-t {t}/a -t {t}/b/+ -t {t}/c/# -q 1 -C 3 -v");
            await stage.PublishAsync("-t {t}/a -m 1 -q 1");
            await stage.PublishAsync("-t {t}/b/x -m 2 -q 1");
            await stage.PublishAsync("-t {t}/c -m 3 -q 1");
            await stage.EndAsync(listener);
        }),
        Overlapping("mqttv311"),
        Overlapping("mqttv5") with
        {
            Expected = new ExpectedDifference(
                "5.0 3.3.4",
                "one copy for all filters unless subscription.delivery-mode is overlap",
                "-{t}/a once",
                "+{t}-end end"),
        },
        new("a topic of 100 levels", stage => stage.PublishAsync($"-q 1 -V mqttv5 -m deep -t {{t}}{Deep(100)}")),
        new("a topic of 150 levels", stage => stage.PublishAsync($"-q 1 -V mqttv5 -m deep -t {{t}}{Deep(150)}"))
        {
            ComparesPackets = false,
            Expected = new ExpectedDifference(
                "5.0 3.4.2.1", LevelsMax, "+Warning: Publish 1 failed: Topic Name invalid."),
        },
        new("a filter of 100 levels", stage => stage.SubscribeAsync($"-E -t {{t}}{Deep(100)}")),
        new("a filter of 150 levels", stage => stage.SubscribeAsync($"-E -t {{t}}{Deep(150)}"))
        {
            ComparesPackets = false,
            Expected = new ExpectedDifference("3.1.1 3.9.3", LevelsMax, "+All subscription requests were denied."),
        },
        new("a filter of 60,000 bytes", stage =>
            stage.SubscribeAsync($"-E -V mqttv5 -t {{t}}/{new string('f', 60_000)}"))
        {
            Expected = new ExpectedDifference(
                "5.0 3.9.3",
                "subscription.filter-bytes-max is 4,096 unless set",
                "+All subscription requests were denied."),
            ComparesPackets = false,
        },
        new("a topic of 60,000 bytes", async stage =>
        {
            string topic = new('t', 60_000);
            ChildProcess listener = await stage.ListenAsync("-t {t}/+ -C 1 -F '%l'");
            await stage.PublishAsync($"-t {{t}}/{topic} -m long");
            await stage.EndAsync(listener);
        }),
        new("the broker's own version", stage => stage.SubscribeAsync("-t $SYS/broker/version -C 1 -W 1"))
        {
            Expected = new ExpectedDifference(
                "5.0 4.7.2",
                "PMQ publishes nothing about itself below $SYS",
                "-mosquitto version 2.0.11",
                "-exit code 0",
                "+Timed out",
                "+exit code 27"),
            ComparesPackets = false,
        },
    ];

    /// <summary>The last topic matches; those before it may or may not.</summary>
    private static Scenario Matching(string filter, params string[] topics) =>
        new($"filter {filter}, topics {string.Join(", ", topics)}", async stage =>
        {
            ChildProcess listener =
                await stage.ListenAsync($"-t '{filter}' -t {{t}}-end -v -C {topics.Length + 1} -W 1");
            foreach (string topic in topics)
            {
                await stage.PublishAsync($"-t '{topic}' -m {topic.Length}");
            }

            await stage.PublishAsync("-t {t}-end -m end");
            await stage.EndAsync(listener);
        });

    private static Scenario Overlapping(string version) =>
        new($"overlapping filters, {version}", async stage =>
        {
            ChildProcess listener =
                await stage.ListenAsync($"-t {{t}}/# -t {{t}}/+ -t {{t}}-end -q 2 -C 2 -v -V {version}");
            await stage.PublishAsync("-t {t}/a -m once -q 2");
            await stage.PublishAsync("-t {t}-end -m end -q 2");
            await stage.EndAsync(listener);
        }) { ComparesPackets = false };

    private static string Deep(int levels) => string.Concat(Enumerable.Repeat("/x", levels));
}
