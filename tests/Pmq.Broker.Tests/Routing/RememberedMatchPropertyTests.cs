using Pmq.Broker.Routing;
using Pmq.Protocol;

namespace Pmq.Broker.Tests.Routing;

/// <summary>
/// Goal: what a matcher remembers is at any time what the table holds. Method: a few topics again and again, for several
/// publishers, with random changes between, by matchers of different sizes; beside them the naive matcher.
/// </summary>
public sealed class RememberedMatchPropertyTests
{
    private const int Steps = 3000;
    private const int Topics = 30;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Known_seeds(int seed) => Run(seed);

    [Fact]
    public void A_fresh_seed() => Run(Random.Shared.Next());

    private static void Run(int seed)
    {
        var random = new RandomTopics(seed);
        var routes = new Routes(seed: seed);
        string[] topics = [.. Enumerable.Range(0, Topics).Select(_ => random.Topic())];
        PlainTarget[] targets = [.. Enumerable.Range(0, 4).Select(i => new PlainTarget($"c{i}"))];
        Matcher[] matchers =
        [
            routes.NewMatcher(),
            new Matcher(routes.Table, DeliveryMode.OnlyOnce, topicsMax: 8),
            new Matcher(routes.Table, DeliveryMode.OnlyOnce, weightMax: 12),
        ];
        var model = new Dictionary<(PlainTarget Target, string Filter), bool>();
        for (int step = 0; step < Steps; step++)
        {
            for (int changes = random.Random.Next(3); changes > 0; changes--)
            {
                Change(routes, random, targets, model);
            }

            string topic = topics[random.Random.Next(Topics)];
            PlainTarget? publisher = targets.ElementAtOrDefault(random.Random.Next(targets.Length + 1));
            string expected = string.Join(' ', model
                .Where(entry => NaiveFilter.Matches(entry.Key.Filter, topic))
                .Where(entry => !entry.Value || entry.Key.Target != publisher)
                .Select(entry => entry.Key.Target.Name)
                .Distinct()
                .Order());
            foreach (Matcher matcher in matchers)
            {
                MatchResult match = matcher.Match(Routes.Utf8(topic), publisher);
                string actual = string.Join(' ', match.Deliveries.Select(delivery => delivery.Target.Name).Order());
                Assert.True(expected == actual, $"Seed {seed}, step {step}, '{topic}': {expected} is not {actual}.");
                Assert.Equal(routes.Table.Generation, match.Generation);
            }
        }

        Assert.InRange(matchers[0].Misses, 1, Steps - 1);
    }

    private static void Change(
        Routes routes,
        RandomTopics random,
        PlainTarget[] targets,
        Dictionary<(PlainTarget Target, string Filter), bool> model)
    {
        PlainTarget target = targets[random.Random.Next(targets.Length)];
        if (random.Random.Next(2) == 0 && model.Count > 0)
        {
            (PlainTarget owner, string held) = model.Keys.ElementAt(random.Random.Next(model.Count));
            model.Remove((owner, held));
            Assert.True(routes.Remove(owner, held));
            return;
        }

        string filter = random.Filter();
        bool noLocal = random.Random.Next(3) == 0;
        model[(target, filter)] = noLocal;
        routes.Table.Add(target, new SubscriptionSpec(Routes.Utf8(filter), QoS.AtMostOnce, noLocal), out _);
    }
}
