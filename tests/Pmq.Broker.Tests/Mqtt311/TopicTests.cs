using Pmq.Broker.Options;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt311;

public sealed class TopicTests
{
    [Theory]
    [InlineData("a#")]
    [InlineData("a/b#")]
    [InlineData("a/#/b")]
    [InlineData("#/a")]
    [InlineData("##")]
    [InlineData("a/#/")]
    [Mqtt311("MQTT-4.7.1-2")]
    public void A_number_sign_stands_alone_or_last_after_a_separator(string filter) => AssertRefused(filter);

    [Theory]
    [InlineData("a+")]
    [InlineData("+a")]
    [InlineData("a/b+/c")]
    [InlineData("++")]
    [InlineData("a/+b")]
    [Mqtt311("MQTT-4.7.1-3")]
    public void A_plus_sign_fills_a_whole_level(string filter) => AssertRefused(filter);

    [Theory]
    [InlineData("#", "a", "a/b", "/", "/a")]
    [InlineData("a/#", "a", "a/", "a/b", "a/b/c")]
    [InlineData("/#", "/", "/a", "/a/b")]
    [InlineData("+/#", "a", "a/b", "/")]
    [Mqtt311("MQTT-4.7.1-2")]
    [Seed("PMQ-08")]
    public void A_number_sign_stands_for_any_number_of_levels_and_the_parent(string filter, params string[] topics) =>
        AssertMatches(filter, topics);

    [Theory]
    [InlineData("a/#", "ab", "b", "b/a", "A", "/a")]
    [InlineData("a/b/#", "a", "a/c", "a/bb")]
    [InlineData("/#", "a", "a/b")]
    [Seed("PMQ-08")]
    public void A_number_sign_stands_for_nothing_else(string filter, params string[] topics) =>
        AssertDoesNotMatch(filter, topics);

    [Theory]
    [InlineData("+", "a", "ab")]
    [InlineData("a/+", "a/b", "a/")]
    [InlineData("+/+", "a/b", "/a", "a/", "/")]
    [InlineData("/+", "/a", "/")]
    [InlineData("a/+/c", "a/b/c", "a//c")]
    [InlineData("+/b/+/#", "a/b/c", "a/b/c/d/e")]
    [Mqtt311("MQTT-4.7.1-3")]
    [Seed("PMQ-09")]
    public void A_plus_sign_stands_for_one_level(string filter, params string[] topics) =>
        AssertMatches(filter, topics);

    [Theory]
    [InlineData("+", "a/b", "/a", "a/", "/")]
    [InlineData("a/+", "a", "a/b/c")]
    [InlineData("a/+/c", "a/c", "a/b/d/c")]
    [Seed("PMQ-09")]
    public void A_plus_sign_does_not_stand_for_more_or_less(string filter, params string[] topics) =>
        AssertDoesNotMatch(filter, topics);

    [Fact]
    [Seed("PMQ-08", "PMQ-09")]
    public void All_kinds_of_filters_live_in_one_tree()
    {
        using var broker = new TestBroker();
        string[] filters = ["a/b/c", "a/b/+", "a/+/c", "+/b/c", "a/#", "a/b/#", "a/b/c/#", "#", "+/+/+", "a/+/#"];
        TestClient[] clients = [.. filters.Select((filter, i) => broker.Subscriber($"c{i}", filter))];

        broker.Say("a/b/c", "x");

        Assert.All(clients, client => Assert.Equal("x", client.Texts()));
        clients[4].Unsubscribe("a/#");
        broker.Say("a/b/c", "y");
        Assert.All(clients, client => Assert.Equal(client == clients[4] ? "" : "y", client.Texts()));
    }

    [Theory]
    [InlineData("#")]
    [InlineData("+/x")]
    [InlineData("+/#")]
    [InlineData("+")]
    [Mqtt311("MQTT-4.7.2-1")]
    [Seed("PMQ-08")]
    public void A_wildcard_at_the_first_level_does_not_match_topics_that_begin_with_a_dollar_sign(string filter)
    {
        AssertDoesNotMatch(filter, "$x/x", "$x", "$");
        using var broker = new TestBroker();
        broker.Say("$x/x", "retained", retain: true);

        Assert.Equal(0, broker.Subscriber("c", filter).Waiting);
    }

    [Theory]
    [InlineData("$x/#")]
    [InlineData("$x/+")]
    [Mqtt311("MQTT-4.7.2-1")]
    public void Named_they_are_ordinary(string filter) => AssertMatches(filter, "$x/x");

    [Theory]
    [InlineData("30 03 00 00 78")]
    [InlineData("82 05 00 01 00 00 00")]
    [InlineData("A2 04 00 01 00 00")]
    [Mqtt311("MQTT-4.7.3-1")]
    public void An_empty_topic_or_filter_closes(string packet)
    {
        using var broker = new TestBroker();
        TestClient watcher = broker.Subscriber("watcher", "#");
        TestClient client = broker.Clean("c");

        client.SendHex(packet);

        client.AssertClosedInSilence();
        Assert.Equal(0, watcher.Waiting);
        Assert.Equal(1, broker.Node.SubscriptionCount);
    }

    [Fact]
    [Mqtt311("MQTT-4.7.3-1")]
    public void An_empty_will_topic_closes()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Open();

        client.SendConnect(new ConnectSettings
        {
            Version = ProtocolVersion.Mqtt311, ClientId = "c", Will = new WillSettings("", "x"),
        });

        client.AssertClosedInSilence();
    }

    [Fact]
    [Mqtt311("MQTT-4.7.3-3")]
    public void Topics_and_filters_may_be_as_long_as_their_length_field_can_say()
    {
        using var broker = new TestBroker(new BrokerOptions
        {
            Subscription = new SubscriptionLimits { FilterBytesMax = ushort.MaxValue },
        });
        string topic = new('x', ushort.MaxValue);
        TestClient client = broker.Clean("c");
        Assert.Equal(ReasonCode.Success, Assert.Single(client.Subscribe(topic, QoS.AtMostOnce).Codes));
        TestClient wild = broker.Subscriber("wild", "+");

        broker.Say(topic, "y", QoS.AtLeastOnce);
        broker.Say(topic[1..], "z");

        Assert.Equal("y", client.Texts());
        List<Packet> messages = wild.ReceiveAll();
        Assert.Equal((65535, 65534), (messages[0].Topic.Length, messages[1].Topic.Length));
        Assert.Equal("y z", string.Join(' ', messages.Select(message => message.Text)));
    }

    [Theory]
    [InlineData("t", "T")]
    [InlineData("a/b", "a//b")]
    [InlineData("a/b", "a/b/")]
    [InlineData("a/b", "/a/b")]
    [InlineData("a b", "a  b")]
    [InlineData("a", " a")]
    [InlineData("\u00E4", "a\u0308")]
    [InlineData("\u212B", "\u00C5")]
    [Mqtt311("MQTT-4.7.3-4")]
    public void Topics_that_only_look_alike_are_different(string filter, string topic)
    {
        AssertDoesNotMatch(filter, topic);
        AssertDoesNotMatch(topic, filter);
        AssertMatches(filter, filter);
        AssertMatches(topic, topic);
    }

    private static void AssertRefused(string filter)
    {
        using var broker = new TestBroker();
        TestClient client = broker.Clean("c");

        client.SendSubscribe([("good", new SubscriptionOptions(QoS.AtMostOnce)), (filter, new SubscriptionOptions(QoS.AtMostOnce))]);

        client.AssertClosedInSilence();
        Assert.Equal(0, broker.Node.SubscriptionCount);
    }

    private static void AssertMatches(string filter, params string[] topics)
    {
        using var broker = new TestBroker();
        TestClient client = broker.Subscriber("c", filter);
        foreach (string topic in topics)
        {
            broker.Say(topic, topic, retain: true);
            Assert.Equal(topic, Assert.Single(client.ReceiveAll()).Text);
        }

        Assert.Equal(topics.Length, broker.Subscriber("late", filter).ReceiveAll().Count);
    }

    private static void AssertDoesNotMatch(string filter, params string[] topics)
    {
        using var broker = new TestBroker();
        TestClient client = broker.Subscriber("c", filter);
        foreach (string topic in topics)
        {
            broker.Say(topic, topic, retain: true);
        }

        Assert.Equal("", client.Texts());
        Assert.Equal("", broker.Subscriber("late", filter).Texts());
    }
}
