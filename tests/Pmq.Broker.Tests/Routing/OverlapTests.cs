using Pmq.Broker.Routing;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Routing;

public sealed class OverlapTests
{
    private readonly Routes _routes = new();
    private readonly PlainTarget _ada = new("ada");

    [Fact]
    [Mqtt311("MQTT-3.3.5-1")]
    [Mqtt5("MQTT-3.3.4-2")]
    public void One_copy_comes_at_the_highest_QoS()
    {
        _routes.Add(_ada, "a/b", QoS.AtMostOnce);
        _routes.Add(_ada, "a/+", QoS.ExactlyOnce);
        _routes.Add(_ada, "#", QoS.AtLeastOnce);

        Assert.Equal(QoS.ExactlyOnce, Assert.Single(_routes.Match("a/b").Deliveries).QoS);
    }

    [Fact]
    [Mqtt5("MQTT-3.3.4-4")]
    public void One_copy_carries_the_identifiers_of_all_that_have_one()
    {
        _routes.Add(_ada, "a/b", id: 7);
        _routes.Add(_ada, "a/+");
        _routes.Add(_ada, "#", id: 9);
        _routes.Add(_ada, "+/+", id: 7);

        Delivery delivery = Assert.Single(_routes.Match("a/b").Deliveries);
        Assert.Equal([7u, 7u, 9u], delivery.SubscriptionIds.Order());
        Assert.Equal(7u, delivery.SubscriptionIds[0]);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void One_copy_keeps_the_retain_flag_if_any_subscription_wants_it(bool first, bool second)
    {
        _routes.Table.Add(
            _ada, new SubscriptionSpec("a"u8.ToArray(), QoS.AtMostOnce, RetainAsPublished: first), out _);
        _routes.Table.Add(
            _ada, new SubscriptionSpec("+"u8.ToArray(), QoS.AtMostOnce, RetainAsPublished: second), out _);

        Assert.Equal(first || second, Assert.Single(_routes.Match("a").Deliveries).RetainAsPublished);
    }

    [Fact]
    [Mqtt5("MQTT-3.3.4-5")]
    public void Overlap_is_a_copy_for_each_with_its_own_QoS_and_identifier()
    {
        _routes.Add(_ada, "a/b", QoS.AtMostOnce, id: 1);
        _routes.Add(_ada, "a/+", QoS.ExactlyOnce, id: 2);
        _routes.Add(_ada, "#", QoS.AtLeastOnce);

        Delivery[] deliveries = _routes.Match("a/b", mode: DeliveryMode.Overlap).Deliveries;

        Assert.Equal(
            ["AtLeastOnce:", "AtMostOnce:1", "ExactlyOnce:2"],
            deliveries.Select(delivery => $"{delivery.QoS}:{string.Join(',', delivery.SubscriptionIds)}").Order());
    }

    [Fact]
    public void One_copy_is_for_the_life_of_the_target_that_its_subscriptions_were_made_for()
    {
        Subscription exact = _routes.Add(_ada, "a");
        _routes.Add(_ada, "+");
        _ada.BeginLife();

        Delivery merged = Assert.Single(_routes.Match("a").Deliveries);
        Assert.Equal(exact.Life, merged.Life);
        Assert.NotEqual(_ada.Life, merged.Life);
    }

    [Fact]
    public void A_single_match_is_the_subscription_itself()
    {
        Subscription exact = _routes.Add(_ada, "a", id: 3);

        Assert.Same(exact, Assert.Single(_routes.Match("a").Deliveries));
    }

    [Fact]
    public void A_target_that_matched_once_among_others_that_overlap_gets_its_subscription_itself()
    {
        _routes.Add(_ada, "a");
        Subscription bobs = _routes.Add(new PlainTarget("bob"), "a");
        _routes.Add(_ada, "+");

        Delivery[] deliveries = _routes.Match("a").Deliveries;
        Assert.Equal(2, deliveries.Length);
        Assert.Contains(bobs, deliveries);
    }

    [Fact]
    public void Shared_subscriptions_are_not_merged_with_others()
    {
        _routes.Add(_ada, "a", id: 1);
        _routes.Add(_ada, "$share/g/a", id: 2);
        _routes.Add(_ada, "$share/g/+", id: 3);

        MatchResult match = _routes.Match("a");
        Assert.Equal([1u], Assert.Single(match.Deliveries).SubscriptionIds);
        Assert.Equal(2, match.Groups.Length);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(1000)]
    [InlineData(6000)]
    public void Many_targets_are_merged_each_with_its_own(int targets)
    {
        for (int i = 0; i < targets; i++)
        {
            var target = new PlainTarget($"c{i}");
            _routes.Add(target, "a", id: (uint)i + 1);
            _routes.Add(target, "#", QoS.AtLeastOnce, id: (uint)(targets + i + 1));
        }

        Matcher matcher = _routes.NewMatcher();
        for (int round = 0; round < 2; round++)
        {
            Delivery[] deliveries = matcher.Match("a"u8, null).Deliveries;
            Assert.Equal(targets, deliveries.Select(delivery => delivery.Target).Distinct().Count());
            Assert.Equal(targets, deliveries.Length);
            Assert.All(
                deliveries,
                delivery => Assert.Equal(
                    delivery.SubscriptionIds[0] + (uint)targets, delivery.SubscriptionIds[1]));
            _routes.Add(_ada, $"other/{round}");
        }
    }
}
