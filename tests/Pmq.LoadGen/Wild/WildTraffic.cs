using Pmq.LoadGen.Clients;
using Pmq.LoadGen.CommandLine;
using Pmq.LoadGen.Ledgers;
using Pmq.LoadGen.Reports;
using Pmq.LoadGen.Traffic;

namespace Pmq.LoadGen.Wild;

/// <summary>
/// <c>wild</c>: topics of a deep tree, filters with wildcards on all its levels, and as many of them as wanted match
/// each message; the others match nothing.
/// </summary>
internal static class WildTraffic
{
    private const int PublishersDefault = 4;
    private const int SubscribersDefault = 100;
    private const int WindowDefault = 20;
    private const int TopicsCheckedMax = 20;

    public static Task<RunReport> RunAsync(LoadRun run)
    {
        LoadOptions options = run.Options;
        int publishers = options.Publishers ?? PublishersDefault;
        int subscribers = options.Subscribers ?? SubscribersDefault;
        var tree = new TopicTree($"load/{run.Name}/wild", options.Levels, options.Topics);
        var plan = new FilterPlan(tree, options.Filters, options.Matches, subscribers, options.Seed);
        string[] topics = [.. Enumerable.Range(0, (int)tree.Count).Select(number => tree.Topic(number))];
        new Random(options.Seed).Shuffle(topics);
        Array.Resize(ref topics, options.Topics);
        Check(plan, topics.Take(TopicsCheckedMax));
        PublishTemplate[] templates = [.. topics.Select(topic => Template(options, topic))];
        return TrafficRun.RunAsync(run, new TrafficPlan
        {
            Window = options.Window ?? WindowDefault,
            Publishers =
                [.. Enumerable.Range(0, publishers).Select(number => Shuffled(templates, options.Seed + number))],
            Subscribers = [.. plan.FiltersOf.Select(filters => Subscriber(filters, publishers))],
            Figures = new Dictionary<string, double>
            {
                ["topics"] = topics.Length,
                ["matches"] = plan.Matches,
                ["filters"] = plan.FiltersOf.Sum(filters => filters.Count),
            },
        });
    }

    /// <summary>The plan counted matches; a few topics are matched with every filter, and must agree.</summary>
    private static void Check(FilterPlan plan, IEnumerable<string> topics)
    {
        foreach (string topic in topics)
        {
            int found = plan.FiltersOf.Sum(filters => filters.Count(filter => FilterMatch.Matches(filter, topic)));
            if (found != plan.Matches)
            {
                throw new LoadException($"{found} filters match {topic}, not {plan.Matches}");
            }
        }
    }

    private static PublishTemplate Template(LoadOptions options, string topic) =>
        new(options.Version, topic, options.QoS, options.PayloadSize) { Deliveries = options.Matches };

    private static PublishTemplate[] Shuffled(PublishTemplate[] templates, int seed)
    {
        var shuffled = (PublishTemplate[])templates.Clone();
        new Random(seed).Shuffle(shuffled);
        return shuffled;
    }

    private static SubscriberPlan Subscriber(IReadOnlyList<string> filters, int publishers) =>
        new(filters, new SharedLedger(publishers, new SeenMessages(publishers)));
}
