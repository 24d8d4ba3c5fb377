using Pmq.LoadGen.Clients;
using Pmq.LoadGen.CommandLine;
using Pmq.LoadGen.Ledgers;
using Pmq.LoadGen.Reports;
using Pmq.LoadGen.Traffic;

namespace Pmq.LoadGen.Wild;

/// <summary>
/// <c>wild</c>: random topics, a random filter for each subscriber, and many filters that match nothing. A filter each,
/// so that no broker's way with overlapping subscriptions matters; which deliveries must happen is computed before.
/// </summary>
internal static class WildTraffic
{
    private const int PublishersDefault = 4;
    private const int SubscribersDefault = 100;
    private const int WindowDefault = 20;

    public static Task<RunReport> RunAsync(LoadRun run)
    {
        LoadOptions options = run.Options;
        int publishers = options.Publishers ?? PublishersDefault;
        int subscribers = options.Subscribers ?? SubscribersDefault;
        var tree = new TopicTree(options.Seed, options.Levels, $"load/{run.Name}/wild");
        string[] topics = [.. Enumerable.Range(0, options.Topics).Select(_ => tree.Topic())];
        string[] filters = [.. Enumerable.Range(0, subscribers).Select(i => tree.FilterFor(topics[i % topics.Length]))];
        PublishTemplate[] templates = [.. topics.Select(topic => Template(options, topic, filters))];
        return TrafficRun.RunAsync(run, new TrafficPlan
        {
            Window = options.Window ?? WindowDefault,
            Publishers =
                [.. Enumerable.Range(0, publishers).Select(number => Shuffled(templates, options.Seed + number))],
            Subscribers = [.. filters.Select(filter => Subscriber(run, filter, publishers))],
            Figures = new Dictionary<string, double>
            {
                ["deliveriesPerMessage"] = templates.Average(template => (double)template.Deliveries),
                ["filters"] = subscribers * (1L + options.IdleFilters),
            },
        });
    }

    private static PublishTemplate Template(LoadOptions options, string topic, string[] filters) =>
        new(options.Version, topic, options.QoS, options.PayloadSize)
        {
            Deliveries = filters.Count(filter => FilterMatch.Matches(filter, topic)),
        };

    private static PublishTemplate[] Shuffled(PublishTemplate[] templates, int seed)
    {
        var shuffled = (PublishTemplate[])templates.Clone();
        new Random(seed).Shuffle(shuffled);
        return shuffled;
    }

    private static SubscriberPlan Subscriber(LoadRun run, string filter, int publishers)
    {
        var idle = new TopicTree(StableHash(filter), run.Options.Levels, $"load/{run.Name}/idle");
        IEnumerable<string> idleFilters =
            Enumerable.Range(0, run.Options.IdleFilters).Select(_ => idle.FilterFor(idle.Topic()));
        return new SubscriberPlan(
            [filter, .. idleFilters.Distinct()],
            new SharedLedger(publishers, new SeenMessages(publishers)));
    }

    private static int StableHash(string text) => text.Aggregate(17, (hash, letter) => unchecked((hash * 31) + letter));
}
