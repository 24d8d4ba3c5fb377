using Pmq.Broker.Routing;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Routing;

public sealed class RouteTableTests
{
    private readonly Routes _routes = new();
    private readonly PlainTarget _ada = new("ada");
    private readonly PlainTarget _bob = new("bob");

    [Theory]
    [InlineData("a/b")]
    [InlineData("a/+")]
    [InlineData("a/#")]
    [Mqtt311("MQTT-3.8.4-3")]
    [Mqtt5("MQTT-3.8.4-3")]
    public void The_same_filter_again_replaces_the_subscription(string filter)
    {
        Subscription first = _routes.Add(_ada, filter, QoS.AtMostOnce, id: 1);
        Subscription second = _routes.Table.Add(
            _ada,
            new SubscriptionSpec(Routes.Utf8(filter), QoS.ExactlyOnce, RetainAsPublished: true, SubscriptionId: 2),
            out bool replaced);

        Delivery delivery = Assert.Single(_routes.Match("a/b").Deliveries);
        Assert.True(replaced);
        Assert.Same(second, delivery);
        Assert.Equal(QoS.ExactlyOnce, delivery.QoS);
        Assert.True(delivery.RetainAsPublished);
        Assert.Equal([2u], delivery.SubscriptionIds);
        Assert.Equal(first.AddedAt, second.AddedAt);
        Assert.Equal(1, _routes.Table.SubscriptionCount);
        Assert.Equal(1, _ada.Subscriptions.Count);
    }

    [Fact]
    public void Replacing_leaves_the_other_subscribers_of_the_filter_alone()
    {
        for (int i = 0; i < 20; i++)
        {
            _routes.Add(new PlainTarget($"c{i}"), "a");
        }

        _routes.Add(_ada, "a");
        _routes.Add(_ada, "a", QoS.AtLeastOnce);

        Assert.Equal(21, _routes.Match("a").Deliveries.Length);
        Assert.Equal(21, _routes.Table.SubscriptionCount);
    }

    [Fact]
    public void A_member_that_subscribes_again_stays_one_member()
    {
        Subscription first = _routes.Add(_ada, "$share/g/a");
        Subscription second = _routes.Add(_ada, "$share/g/a", QoS.AtLeastOnce);

        Assert.Same(first.Group, second.Group);
        Assert.Equal(1, second.Group!.MemberCount);
        Assert.Same(second, _routes.GroupFor("a").Pick(Routes.MessageTo("a"), null));
    }

    [Fact]
    public void A_filter_and_the_same_one_shared_are_two_subscriptions()
    {
        _routes.Add(_ada, "a");
        _routes.Add(_ada, "$share/g/a");
        _routes.Add(_ada, "$queue/a");

        MatchResult match = _routes.Match("a");
        Assert.Single(match.Deliveries);
        Assert.Equal(2, match.Groups.Length);
        Assert.Equal(1, _routes.Table.FilterCount);
        Assert.Equal(3, _routes.Table.SubscriptionCount);
    }

    [Fact]
    [Mqtt311("MQTT-3.10.4-1")]
    [Mqtt5("MQTT-3.10.4-1")]
    public void Only_the_very_same_filter_is_removed()
    {
        _routes.Add(_ada, "a/+");
        _routes.Add(_ada, "a/b");

        Assert.False(_routes.Remove(_ada, "a/#"));
        Assert.False(_routes.Remove(_ada, "a/B"));
        Assert.False(_routes.Remove(_ada, "a/b/"));
        Assert.False(_routes.Remove(_bob, "a/b"));
        Assert.True(_routes.Remove(_ada, "a/+"));
        Assert.False(_routes.Remove(_ada, "a/+"));
        Assert.Equal("a/b", System.Text.Encoding.UTF8.GetString(Assert.Single(_ada.Subscriptions.Snapshot()).Filter));
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("+/b")]
    [InlineData("#")]
    [InlineData("$share/g/a/b")]
    [InlineData("$queue/a/#")]
    [Mqtt311("MQTT-3.10.4-2")]
    [Mqtt5("MQTT-3.10.4-2")]
    public void What_is_removed_matches_no_more(string filter)
    {
        Matcher matcher = _routes.NewMatcher();
        _routes.Add(_ada, filter);
        Assert.False(matcher.Match("a/b"u8, null).IsEmpty);

        Assert.True(_routes.Remove(_ada, filter));

        Assert.True(matcher.Match("a/b"u8, null).IsEmpty);
        Assert.Equal(0, _routes.Table.FilterCount);
        Assert.Equal(0, _routes.Table.Wild.NodeCount);
    }

    [Fact]
    public void All_of_a_target_go_at_once_and_nothing_of_others()
    {
        for (int i = 0; i < 100; i++)
        {
            _routes.Add(_ada, $"a/{i}");
            _routes.Add(_ada, $"a/{i}/+");
            _routes.Add(_ada, $"$share/g/a/{i}/#");
            _routes.Add(_bob, $"a/{i}/+");
        }

        _routes.Table.RemoveAll(_ada);

        Assert.Equal(0, _ada.Subscriptions.Count);
        Assert.Equal(100, _routes.Table.SubscriptionCount);
        Assert.Equal("", _routes.NamesFor("a/7"));
        Assert.Equal("bob", _routes.NamesFor("a/7/x"));
        Assert.Empty(_routes.Match("a/7/x").Groups);
    }

    [Fact]
    public void Every_change_moves_the_generation_and_nothing_else_does()
    {
        long before = _routes.Table.Generation;
        Subscription subscription = _routes.Add(_ada, "a");
        Assert.Equal(before + 1, _routes.Table.Generation);
        Assert.Equal(_routes.Table.Generation, subscription.AddedAt);

        _routes.Add(_ada, "a", QoS.AtLeastOnce);
        Assert.Equal(before + 2, _routes.Table.Generation);
        _routes.Remove(_ada, "a");
        Assert.Equal(before + 3, _routes.Table.Generation);

        _routes.Remove(_ada, "a");
        _routes.Table.RemoveAll(_bob);
        _routes.Match("a");
        Assert.Equal(before + 3, _routes.Table.Generation);
    }

    [Fact]
    public void A_subscription_does_not_count_before_the_generation_moves()
    {
        long before = _routes.Table.Generation;
        Subscription subscription = _routes.Add(_ada, "a");
        var found = new MatchBuffer();

        found.Begin(before, null);
        found.Take(subscription);
        Assert.True(found.Subscriptions.IsEmpty);

        found.End();
        found.Begin(subscription.AddedAt, null);
        found.Take(subscription);
        Assert.Equal(1, found.Subscriptions.Length);
    }

    [Fact]
    public void Filters_have_nodes_only_where_they_part()
    {
        _routes.Add(_ada, "a/b/c/d/+");
        Assert.Equal(0, _routes.Table.Wild.NodeCount);

        _routes.Add(_ada, "a/b/x/+/#");
        Assert.Equal(2, _routes.Table.Wild.NodeCount);
        Assert.Equal("ada", _routes.NamesFor("a/b/c/d/e"));
        Assert.Equal("ada", _routes.NamesFor("a/b/x/y"));
        Assert.Equal("", _routes.NamesFor("a/b/c/x/e"));
        Assert.Equal("", _routes.NamesFor("a/b/c/d/e/f"));
        Assert.Equal("", _routes.NamesFor("a/b/c/d"));
        Assert.Equal("", _routes.NamesFor("a/b/c/dd/e"));

        for (int i = 0; i < 20; i++)
        {
            _routes.Add(_bob, $"a/b/{i}/+");
        }

        _routes.Table.RemoveAll(_bob);
        Assert.Equal(2, _routes.Table.Wild.NodeCount);
        _routes.Remove(_ada, "a/b/x/+/#");
        Assert.Equal(0, _routes.Table.Wild.NodeCount);
        Assert.Equal("ada", _routes.NamesFor("a/b/c/d/e"));
    }

    [Fact]
    public void Subscribing_and_unsubscribing_again_and_again_leaves_nothing_behind()
    {
        _routes.Add(_bob, "kept/+");
        for (int i = 0; i < 2000; i++)
        {
            _routes.Add(_ada, $"a/{i}");
            _routes.Add(_ada, $"a/{i}/+/b");
            _routes.Add(_ada, $"$share/g/a/{i}/#");
            _routes.Add(_ada, "kept/+");
            _routes.Table.RemoveAll(_ada);
        }

        Assert.Equal(1, _routes.Table.FilterCount);
        Assert.Equal(1, _routes.Table.SubscriptionCount);
        Assert.Equal(0, _routes.Table.Wild.NodeCount);
        Assert.Equal("bob", _routes.NamesFor("kept/x"));
    }
}
