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
    public void A_reader_of_one_topic_has_no_cache_places()
    {
        Matcher matcher = _routes.NewMatcher();
        for (int i = 0; i < 50; i++)
        {
            _routes.Add(_ada, $"other/{i}");
            matcher.Match("a"u8, null);
        }

        Assert.Equal(0, matcher.CachePlaces);
    }

    [Fact]
    public void The_cache_grows_with_the_topics_up_to_its_bound()
    {
        _routes.Add(_ada, "#");
        Matcher few = _routes.NewMatcher();
        Matcher many = _routes.NewMatcher();
        for (int round = 0; round < 10; round++)
        {
            for (int i = 0; i < 10_000; i++)
            {
                many.Match(Routes.Utf8($"t/{i}"), null);
                few.Match(Routes.Utf8($"t/{i % 4}"), null);
            }
        }

        Assert.InRange(few.CachePlaces, 8, 32);
        Assert.Equal(1024, many.CachePlaces);
    }

    [Fact]
    public void A_hundred_topics_in_turn_come_from_the_cache()
    {
        _routes.Add(_ada, "#");
        Matcher matcher = _routes.NewMatcher();
        byte[][] topics = [.. Enumerable.Range(0, 100).Select(i => Routes.Utf8($"t/{i}"))];
        for (int round = 0; round < 10; round++)
        {
            Array.ForEach(topics, topic => matcher.Match(topic, null));
        }

        MatchResult[] before = [.. topics.Select(topic => matcher.Match(topic, null))];
        int same = topics.Where((topic, i) => ReferenceEquals(before[i], matcher.Match(topic, null))).Count();

        Assert.InRange(same, 50, 100);
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

    [Fact]
    public void A_match_too_large_to_keep_is_made_anew()
    {
        for (int i = 0; i < 20_000; i++)
        {
            _routes.Add(new PlainTarget($"c{i}"), "a");
        }

        Matcher matcher = _routes.NewMatcher();
        MatchResult first = matcher.Match("a"u8, null);

        Assert.Equal(20_000, first.Deliveries.Length);
        Assert.NotSame(first, matcher.Match("a"u8, null));
    }
}
