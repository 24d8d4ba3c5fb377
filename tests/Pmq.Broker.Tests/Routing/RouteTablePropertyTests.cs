using Pmq.Broker.Routing;

namespace Pmq.Broker.Tests.Routing;

/// <summary>Random changes, with a list of filters and the naive matcher beside the table.</summary>
public sealed class RouteTablePropertyTests
{
    private const int Steps = 3000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(20_260)]
    public void Known_seeds(int seed) => Run(seed);

    [Fact]
    public void A_fresh_seed() => Run(Random.Shared.Next());

    private static void Run(int seed)
    {
        string where = $"seed {seed}";
        var topics = new RandomTopics(seed);
        var routes = new Routes(seed: seed);
        Matcher longLived = routes.NewMatcher();
        PlainTarget[] targets = [.. Enumerable.Range(0, 12).Select(i => new PlainTarget($"c{i}"))];
        var model = new HashSet<(PlainTarget Target, string Filter)>();
        for (int step = 0; step < Steps; step++)
        {
            PlainTarget target = targets[topics.Random.Next(targets.Length)];
            string filter = Prefix(topics) + topics.Filter();
            switch (topics.Random.Next(40))
            {
                case 0:
                    routes.Table.RemoveAll(target);
                    model.RemoveWhere(entry => entry.Target == target);
                    break;
                case < 18:
                    bool existed = model.Remove((target, filter));
                    AssertSame(existed, routes.Remove(target, filter), where);
                    break;
                case < 22 when model.Count > 0:
                    (PlainTarget owner, string held) = model.ElementAt(topics.Random.Next(model.Count));
                    model.Remove((owner, held));
                    AssertSame(true, routes.Remove(owner, held), where);
                    break;
                default:
                    routes.Add(target, filter);
                    model.Add((target, filter));
                    break;
            }

            Check(routes, longLived, model, topics.Topic(), where);
        }

        foreach (PlainTarget target in targets)
        {
            AssertSame(model.Count(entry => entry.Target == target), target.Subscriptions.Snapshot().Length, where);
            routes.Table.RemoveAll(target);
        }

        AssertSame(0, routes.Table.FilterCount, where);
        AssertSame(0, routes.Table.SubscriptionCount, where);
        AssertSame(0, routes.Table.Wild.NodeCount, where);
    }

    private static void Check(
        Routes routes,
        Matcher longLived,
        HashSet<(PlainTarget Target, string Filter)> model,
        string topic,
        string where)
    {
        List<string> single = [];
        List<string> shared = [];
        foreach ((PlainTarget target, string filter) in model)
        {
            bool isShared = SharedFilter.TrySplit(Routes.Utf8(filter), out SharedFilter split);
            string inner = isShared ? System.Text.Encoding.UTF8.GetString(split.Filter.Span) : filter;
            if (NaiveFilter.Matches(inner, topic))
            {
                (isShared ? shared : single).Add(isShared ? filter : target.Name);
            }
        }

        MatchResult found = longLived.Match(Routes.Utf8(topic), null);
        where = $"{where}, topic '{topic}'";
        AssertSame(
            string.Join(' ', single.Distinct().Order()),
            string.Join(' ', found.Deliveries.Select(delivery => delivery.Target.Name).Order()),
            where);
        AssertSame(
            string.Join(' ', shared.Distinct().Order()),
            string.Join(' ', found.Groups.Select(NameOf).Order()),
            where);
        AssertSame(
            string.Join(' ', single.Order()),
            string.Join(
                ' ',
                routes.Match(topic, mode: DeliveryMode.Overlap).Deliveries.Select(d => d.Target.Name).Order()),
            where);
        AssertSame(model.Count, routes.Table.SubscriptionCount, where);
    }

    private static string NameOf(SharedGroup group) => System.Text.Encoding.UTF8.GetString(group.Filter);

    private static string Prefix(RandomTopics topics) => topics.Random.Next(8) switch
    {
        0 => "$share/g/",
        1 => "$share/h/",
        2 => "$queue/",
        _ => "",
    };

    private static void AssertSame<T>(T expected, T actual, string where) =>
        Assert.True(EqualityComparer<T>.Default.Equals(expected, actual), $"{where}: {expected} is not {actual}");
}
