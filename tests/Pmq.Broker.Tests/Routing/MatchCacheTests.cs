using Pmq.Broker.Routing;

namespace Pmq.Broker.Tests.Routing;

/// <summary>What a matcher remembers, how much of it, and until when.</summary>
public sealed class MatchCacheTests
{
    private readonly Routes _routes = new();
    private readonly PlainTarget _ada = new("ada");
    private readonly PlainTarget _bob = new("bob");

    [Fact]
    public void It_grows_with_the_topics_up_to_its_bound()
    {
        _routes.Add(_ada, "#");
        Matcher one = _routes.NewMatcher();
        Matcher many = _routes.NewMatcher();
        for (int i = 0; i < 2 * MatchCache.TopicsMax; i++)
        {
            one.Match("t"u8, null);
            many.Match(Routes.Utf8($"t/{i}"), null);
        }

        Assert.Equal(2, one.CachePlaces);
        Assert.Equal(1, one.Misses);
        Assert.Equal(MatchCache.TopicsMax, many.CachePlaces);
    }

    [Fact]
    public void As_many_topics_as_places_are_all_remembered()
    {
        _routes.Add(_ada, "#");
        Matcher matcher = _routes.NewMatcher();
        byte[][] topics = [.. Enumerable.Range(0, MatchCache.TopicsMax).Select(i => Routes.Utf8($"t/{i}"))];
        for (int round = 0; round < 3; round++)
        {
            Array.ForEach(topics, topic => matcher.Match(topic, null));
        }

        Assert.Equal(topics.Length, matcher.Misses);
    }

    [Fact]
    public void Topics_that_are_used_again_stay_while_others_come_once()
    {
        _routes.Add(_ada, "#");
        Matcher matcher = NewMatcher(topicsMax: 100);
        byte[][] kept = [.. Enumerable.Range(0, 40).Select(i => Routes.Utf8($"kept/{i}"))];
        for (int i = 0; i < 4000; i++)
        {
            matcher.Match(kept[i % kept.Length], null);
            matcher.Match(Routes.Utf8($"once/{i}"), null);
        }

        Assert.InRange(matcher.Misses, 4040, 4100);
        Assert.Equal(100, matcher.CachePlaces);
    }

    [Fact]
    public void Its_results_weigh_no_more_than_its_bound()
    {
        for (int i = 0; i < 50; i++)
        {
            _routes.Add(new PlainTarget($"c{i}"), "t/#");
        }

        Matcher matcher = NewMatcher(weightMax: 1000);
        for (int i = 0; i < 300; i++)
        {
            Assert.Equal(50, matcher.Match(Routes.Utf8($"t/{i}"), null).Deliveries.Length);
            Assert.InRange(matcher.CacheWeight, 50, 1000);
        }

        long misses = matcher.Misses;
        for (int i = 299; i >= 280; i--)
        {
            matcher.Match(Routes.Utf8($"t/{i}"), null);
        }

        Assert.Equal(misses, matcher.Misses);
    }

    [Fact]
    public void A_match_too_large_to_keep_is_made_anew()
    {
        for (int i = 0; i < 20; i++)
        {
            _routes.Add(new PlainTarget($"c{i}"), "a");
        }

        Matcher matcher = NewMatcher(weightMax: 19);
        MatchResult first = matcher.Match("a"u8, null);

        Assert.Equal(20, first.Deliveries.Length);
        Assert.NotSame(first, matcher.Match("a"u8, null));
        Assert.Equal(0, matcher.CacheWeight);
    }

    [Fact]
    public void All_publishers_of_a_topic_share_one_result()
    {
        _routes.Add(_ada, "a");
        Matcher matcher = _routes.NewMatcher();

        MatchResult first = matcher.Match("a"u8, _ada);

        Assert.Same(first, matcher.Match("a"u8, _bob));
        Assert.Same(first, matcher.Match("a"u8, null));
        Assert.False(first.DependsOnPublisher);
    }

    [Fact]
    public void Each_publisher_has_a_result_of_its_own_where_one_of_the_targets_is_without_local_messages()
    {
        _routes.AddNoLocal(_ada, "a");
        _routes.Add(_bob, "+");
        Matcher matcher = _routes.NewMatcher();

        for (int round = 0; round < 3; round++)
        {
            Assert.Same(_bob, Assert.Single(matcher.Match("a"u8, _ada).Deliveries).Target);
            Assert.Equal(2, matcher.Match("a"u8, _bob).Deliveries.Length);
            Assert.Equal(2, matcher.Match("a"u8, null).Deliveries.Length);
        }

        Assert.Equal(3, matcher.Misses);
        _routes.Remove(_ada, "a");
        Assert.Same(matcher.Match("a"u8, _ada), matcher.Match("a"u8, _bob));
        Assert.Same(_bob, Assert.Single(matcher.Match("a"u8, null).Deliveries).Target);
    }

    [Theory]
    [InlineData("b")]
    [InlineData("a/x")]
    [InlineData("b/#")]
    [InlineData("a/b/c/+")]
    [InlineData("$share/g/b")]
    public void A_change_of_a_filter_with_another_beginning_leaves_a_topic_remembered(string filter)
    {
        _routes.Add(_ada, "a/b");
        Matcher matcher = _routes.NewMatcher();
        MatchResult first = matcher.Match("a/b"u8, null);

        _routes.Add(_bob, filter);
        Assert.Same(first, matcher.Match("a/b"u8, null));
        Assert.Equal(_routes.Table.Generation, first.Generation);

        _routes.Remove(_bob, filter);
        Assert.Same(first, matcher.Match("a/b"u8, null));
        Assert.Equal(_routes.Table.Generation, first.Generation);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a/+")]
    [InlineData("a/#")]
    [InlineData("a/b/#")]
    [InlineData("+/b")]
    [InlineData("#")]
    [InlineData("$share/g/a/b")]
    [InlineData("$queue/+/+")]
    public void A_change_of_a_filter_that_matches_is_seen_at_once(string filter)
    {
        Matcher matcher = _routes.NewMatcher();
        Assert.True(matcher.Match("a/b"u8, null).IsEmpty);

        _routes.Add(_bob, filter);
        Assert.False(matcher.Match("a/b"u8, null).IsEmpty);

        _routes.Table.RemoveAll(_bob);
        Assert.True(matcher.Match("a/b"u8, null).IsEmpty);
    }

    [Fact]
    public void Members_of_a_group_that_come_and_go_leave_the_match_as_it_is()
    {
        _routes.Add(_ada, "$share/g/a");
        Matcher matcher = _routes.NewMatcher();
        MatchResult first = matcher.Match("a"u8, null);

        _routes.Add(_bob, "$share/g/a");
        _routes.Remove(_ada, "$share/g/a");

        Assert.Same(first, matcher.Match("a"u8, null));
        Assert.Same(_bob, Assert.Single(first.Groups).Pick(Routes.MessageTo("a"), null)!.Target);
    }

    [Fact]
    public void What_is_gone_is_let_go_of_although_its_topic_never_comes_again()
    {
        for (int i = 0; i < 100; i++)
        {
            _routes.Add(_ada, $"gone/{i}");
        }

        Matcher matcher = _routes.NewMatcher();
        for (int i = 0; i < 100; i++)
        {
            matcher.Match(Routes.Utf8($"gone/{i}"), null);
        }

        Assert.Equal(100, matcher.CacheWeight);
        _routes.Table.RemoveAll(_ada);
        for (int i = 0; i < 100; i++)
        {
            matcher.Match(Routes.Utf8($"other/{i}"), null);
        }

        Assert.Equal(0, matcher.CacheWeight);
    }

    private Matcher NewMatcher(int topicsMax = MatchCache.TopicsMax, int weightMax = MatchCache.WeightMax) =>
        new(_routes.Table, DeliveryMode.OnlyOnce, topicsMax, weightMax);
}
