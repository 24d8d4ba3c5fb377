using Pmq.Broker.Routing;

namespace Pmq.Broker.Tests.Routing;

public sealed class MatcherTests
{
    private readonly Routes _routes = new();
    private readonly PlainTarget _ada = new("ada");

    [Fact]
    public void The_same_topic_gives_the_same_result_until_the_table_changes()
    {
        Matcher matcher = _routes.NewMatcher();
        _routes.Add(_ada, "a");
        MatchResult first = matcher.Match("a"u8, null);
        Assert.Same(first, matcher.Match("a"u8, null));
        Assert.Equal(_routes.Table.Generation, first.Generation);

        _routes.Add(new PlainTarget("bob"), "a");

        MatchResult second = matcher.Match("a"u8, null);
        Assert.NotSame(first, second);
        Assert.Equal(2, second.Deliveries.Length);
        Assert.Equal(_routes.Table.Generation, second.Generation);
        Assert.Single(first.Deliveries);
    }

    [Fact]
    public void A_topic_without_subscribers_has_the_generation_too()
    {
        _routes.Add(_ada, "a");

        MatchResult match = _routes.Match("b");

        Assert.True(match.IsEmpty);
        Assert.Equal(_routes.Table.Generation, match.Generation);
        Assert.True(MatchResult.Empty.IsEmpty);
    }

    [Fact]
    public void Topics_that_drive_each_other_out_are_still_matched_rightly()
    {
        Matcher matcher = _routes.NewMatcher();
        for (int i = 0; i < 3000; i++)
        {
            _routes.Add(_ada, $"t/{i}", id: (uint)i + 1);
        }

        var random = new Random(5);
        for (int i = 0; i < 20_000; i++)
        {
            int topic = random.Next(3000);
            Delivery delivery = Assert.Single(matcher.Match(Routes.Utf8($"t/{topic}"), null).Deliveries);
            Assert.Equal((uint)topic + 1, delivery.SubscriptionIds[0]);
        }
    }
}
