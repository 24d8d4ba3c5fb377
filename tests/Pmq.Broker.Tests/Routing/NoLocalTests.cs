using Pmq.Broker.Routing;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Routing;

public sealed class NoLocalTests
{
    private readonly Routes _routes = new();
    private readonly PlainTarget _ada = new("ada");
    private readonly PlainTarget _bob = new("bob");

    [Theory]
    [InlineData("a")]
    [InlineData("+")]
    [InlineData("#")]
    [Mqtt5("MQTT-3.8.3-3")]
    public void A_target_does_not_get_what_it_publishes_itself(string filter)
    {
        _routes.AddNoLocal(_ada, filter);
        _routes.AddNoLocal(_bob, filter);

        Assert.Equal("bob", _routes.NamesFor("a", publisher: _ada));
        Assert.Equal("ada", _routes.NamesFor("a", publisher: _bob));
        Assert.Equal("ada bob", _routes.NamesFor("a"));
    }

    [Fact]
    public void It_is_left_out_before_others_of_the_same_target_are_merged()
    {
        _routes.Table.Add(
            _ada,
            new SubscriptionSpec("a"u8.ToArray(), QoS.ExactlyOnce, NoLocal: true, SubscriptionId: 1),
            out _);
        _routes.Add(_ada, "+", QoS.AtLeastOnce, id: 2);

        Delivery own = Assert.Single(_routes.Match("a", publisher: _ada).Deliveries);
        Assert.Equal(QoS.AtLeastOnce, own.QoS);
        Assert.Equal([2u], own.SubscriptionIds);
        Assert.Equal(QoS.ExactlyOnce, Assert.Single(_routes.Match("a", publisher: _bob).Deliveries).QoS);
    }

    [Fact]
    public void A_reader_that_publishes_for_several_keeps_them_apart()
    {
        _routes.AddNoLocal(_ada, "a");
        Matcher matcher = _routes.NewMatcher();

        Assert.True(matcher.Match("a"u8, _ada).IsEmpty);
        Assert.False(matcher.Match("a"u8, _bob).IsEmpty);
        Assert.True(matcher.Match("a"u8, _ada).IsEmpty);
        Assert.False(matcher.Match("a"u8, null).IsEmpty);
    }
}
