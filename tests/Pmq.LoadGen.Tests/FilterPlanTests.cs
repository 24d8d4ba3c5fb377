using Pmq.LoadGen.Wild;

namespace Pmq.LoadGen.Tests;

public sealed class FilterPlanTests
{
    private const string Root = "root/wild";

    [Theory]
    [InlineData(5_000, 53, 6, 1000)]
    [InlineData(20_000, 3, 6, 1000)]
    [InlineData(200, 7, 3, 30)]
    public void Exactly_as_many_filters_match_each_topic_as_asked_for(
        int filters, int matches, int levels, int topics)
    {
        (TopicTree tree, FilterPlan plan) = Make(filters, matches, levels, topics);
        string[] all = [.. plan.FiltersOf.SelectMany(list => list)];

        // Every topic for the small plan, and a spread of them for the large ones: the plain matcher is slow.
        for (long topic = 0; topic < tree.Count; topic += Math.Max(1, tree.Count / 40))
        {
            Assert.Equal(matches, all.Count(filter => FilterMatch.Matches(filter, tree.Topic(topic))));
        }
    }

    [Theory]
    [InlineData(5_000, 53)]
    [InlineData(20_000, 3)]
    public void There_are_as_many_different_filters_as_asked_for_and_each_has_a_wildcard(int filters, int matches)
    {
        (_, FilterPlan plan) = Make(filters, matches, levels: 6, topics: 1000);
        string[] all = [.. plan.FiltersOf.SelectMany(list => list)];

        Assert.Equal(filters, all.Distinct().Count());
        Assert.All(all, filter => Assert.Matches("[+#]", filter));
        Assert.Contains(plan.Shapes, shape => shape.HasTail);
        Assert.Contains(plan.Shapes, shape => !shape.HasTail);
    }

    [Fact]
    public void No_subscriber_gets_a_message_twice()
    {
        (TopicTree tree, FilterPlan plan) = Make(filters: 600, matches: 11, levels: 4, topics: 50);

        for (long topic = 0; topic < tree.Count; topic++)
        {
            string name = tree.Topic(topic);
            Assert.All(
                plan.FiltersOf,
                filters => Assert.True(filters.Count(filter => FilterMatch.Matches(filter, name)) <= 1));
        }
    }

    [Fact]
    public void Filters_are_spread_evenly()
    {
        (_, FilterPlan plan) = Make(filters: 20_000, matches: 3, levels: 6, topics: 1000);

        Assert.All(plan.FiltersOf, filters => Assert.InRange(filters.Count, 150, 250));
    }

    [Fact]
    public void The_same_seed_gives_the_same_filters()
    {
        (_, FilterPlan first) = Make(filters: 500, matches: 5, levels: 5, topics: 100);
        (_, FilterPlan second) = Make(filters: 500, matches: 5, levels: 5, topics: 100);

        Assert.Equal(first.FiltersOf, second.FiltersOf);
    }

    [Fact]
    public void What_cannot_be_is_refused() =>
        Assert.Throws<LoadException>(() => Make(filters: 10, matches: 100, levels: 3, topics: 1000));

    [Theory]
    [InlineData("a/+/c", "a/b/c", true)]
    [InlineData("a/#", "a", true)]
    [InlineData("a/#", "a/b/c", true)]
    [InlineData("a/+", "a/b/c", false)]
    [InlineData("a/b/c", "a/b", false)]
    [InlineData("+/+", "a", false)]
    public void The_plain_matcher_follows_the_standard(string filter, string topic, bool matches) =>
        Assert.Equal(matches, FilterMatch.Matches(filter, topic));

    private static (TopicTree Tree, FilterPlan Plan) Make(int filters, int matches, int levels, int topics)
    {
        var tree = new TopicTree(Root, levels, topics);
        return (tree, new FilterPlan(tree, filters, matches, subscribers: 100, seed: 1));
    }
}
