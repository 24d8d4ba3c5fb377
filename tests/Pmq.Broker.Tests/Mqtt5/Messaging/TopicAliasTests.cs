using Pmq.Broker.Options;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt5.Messaging;

/// <summary>Topic aliases, those of clients and those of the broker.</summary>
[Seed("ERL-13")]
public sealed class TopicAliasTests
{
    [Fact]
    [Mqtt5("MQTT-3.3.2-12")]
    public void A_client_may_use_every_alias_up_to_the_announced_maximum()
    {
        using var broker = new TestBroker(With(inbound: 5, outbound: 0));
        TestClient subscriber = broker.Connect("s");
        subscriber.Subscribe("#");
        TestClient publisher = broker.Open();
        Packet connack = publisher.Connect(new ConnectSettings { ClientId = "p" });
        Assert.Equal(5u, connack.Number(PropertyId.TopicAliasMaximum));

        for (uint alias = 1; alias <= 5; alias++)
        {
            publisher.Publish($"t/{alias}", "set", properties: Props.Of(PropertyId.TopicAlias, alias));
        }

        for (uint alias = 5; alias >= 1; alias--)
        {
            publisher.Publish("", "used", properties: Props.Of(PropertyId.TopicAlias, alias));
        }

        Assert.Equal(
            "t/1 t/2 t/3 t/4 t/5 t/5 t/4 t/3 t/2 t/1",
            string.Join(' ', subscriber.TakeAll().Select(message => message.Topic)));
    }

    [Fact]
    public void An_alias_that_is_set_again_stands_for_the_new_topic()
    {
        using var broker = new TestBroker();
        TestClient subscriber = broker.Connect("s");
        subscriber.Subscribe("#");
        TestClient publisher = broker.Connect("p");

        publisher.Publish("a", "1", properties: Props.Of(PropertyId.TopicAlias, 3));
        publisher.Publish("b", "2", properties: Props.Of(PropertyId.TopicAlias, 3));
        publisher.Publish("", "3", QoS.AtLeastOnce, properties: Props.Of(PropertyId.TopicAlias, 3));

        Assert.Equal("a b b", string.Join(' ', subscriber.TakeAll().Select(message => message.Topic)));
    }

    [Fact]
    [Mqtt5("MQTT-3.3.2-8")]
    public void Alias_0_ends_the_connection() =>
        AssertEnds("t", Props.Of(PropertyId.TopicAlias, 0), ReasonCode.TopicAliasInvalid);

    [Fact]
    public void An_alias_above_the_announced_maximum_ends_the_connection() =>
        AssertEnds("t", Props.Of(PropertyId.TopicAlias, 11), ReasonCode.TopicAliasInvalid);

    [Fact]
    public void An_alias_that_was_never_set_ends_the_connection() =>
        AssertEnds("", Props.Of(PropertyId.TopicAlias, 1), ReasonCode.ProtocolError);

    [Fact]
    [Mqtt5("MQTT-4.7.3-1")]
    public void No_topic_and_no_alias_end_the_connection() => AssertEnds("", new Props(), ReasonCode.ProtocolError);

    [Fact]
    public void Where_no_aliases_are_announced_any_alias_ends_the_connection()
    {
        using var broker = new TestBroker(With(inbound: 0, outbound: 0));
        TestClient publisher = broker.Connect("p");

        publisher.Publish("t", "x", properties: Props.Of(PropertyId.TopicAlias, 1));

        publisher.AssertEnded(ReasonCode.TopicAliasInvalid);
    }

    [Fact]
    [Mqtt5("MQTT-3.3.2-7")]
    public void The_aliases_of_a_client_end_with_its_connection()
    {
        using var broker = new TestBroker();
        TestClient publisher = broker.ConnectKept("p");
        publisher.Publish("t", "x", properties: Props.Of(PropertyId.TopicAlias, 1));
        publisher.Drop();

        publisher = broker.ConnectKept("p");
        publisher.Publish("", "x", properties: Props.Of(PropertyId.TopicAlias, 1));

        publisher.AssertEnded(ReasonCode.ProtocolError);
    }

    [Fact]
    [Mqtt5("MQTT-3.3.2-7")]
    public void The_aliases_of_one_connection_mean_nothing_on_another()
    {
        using var broker = new TestBroker();
        TestClient first = broker.Connect("first");
        TestClient second = broker.Connect("second");
        first.Publish("t", "x", properties: Props.Of(PropertyId.TopicAlias, 1));

        second.Publish("", "x", properties: Props.Of(PropertyId.TopicAlias, 1));

        second.AssertEnded(ReasonCode.ProtocolError);
        Assert.False(first.IsClosed);
    }

    [Fact]
    [Mqtt5("MQTT-3.3.2-11", "MQTT-3.3.2-8")]
    public void The_broker_sets_as_many_aliases_as_the_client_accepts_and_uses_them()
    {
        using var broker = new TestBroker(With(inbound: 10, outbound: 10));
        TestClient subscriber = broker.ConnectWith("s", Props.Of(PropertyId.TopicAliasMaximum, 2));
        subscriber.Subscribe("#");
        TestClient publisher = broker.Connect("p");
        for (int round = 0; round < 2; round++)
        {
            for (int topic = 1; topic <= 4; topic++)
            {
                publisher.Publish($"long/topic/{topic}", "x", (QoS)round);
            }
        }

        Assert.Equal(
            [
                ("long/topic/1", 1u), ("long/topic/2", 2u), ("long/topic/3", 0u), ("long/topic/4", 0u),
                ("", 1u), ("", 2u), ("long/topic/3", 0u), ("long/topic/4", 0u),
            ],
            subscriber.TakeAll().Select(message => (message.Topic, AliasOf(message))));
    }

    [Fact]
    [Mqtt5("MQTT-3.3.2-11")]
    public void A_client_that_accepts_no_aliases_gets_none()
    {
        using var broker = new TestBroker(With(inbound: 10, outbound: 10));
        TestClient subscriber = broker.Connect("s");
        subscriber.Subscribe("#");
        TestClient publisher = broker.Connect("p");

        publisher.Publish("long/topic", "x");
        publisher.Publish("long/topic", "x");

        Assert.Equal(
            [("long/topic", 0u), ("long/topic", 0u)],
            subscriber.TakeAll().Select(message => (message.Topic, AliasOf(message))));
    }

    [Fact]
    public void The_broker_s_own_bound_on_aliases_holds_too()
    {
        using var broker = new TestBroker(With(inbound: 10, outbound: 1));
        TestClient subscriber = broker.ConnectWith("s", Props.Of(PropertyId.TopicAliasMaximum, 100));
        subscriber.Subscribe("#");
        TestClient publisher = broker.Connect("p");

        publisher.Publish("topic/1", "x");
        publisher.Publish("topic/2", "x");

        Assert.Equal([1u, 0u], subscriber.TakeAll().Select(AliasOf));
    }

    [Fact]
    [Mqtt5("MQTT-3.3.2-7")]
    public void The_broker_s_aliases_end_with_the_connection_and_repeats_name_their_topic_again()
    {
        using var broker = new TestBroker();
        Props accepts = Props.Of(PropertyId.SessionExpiryInterval, 100).And(PropertyId.TopicAliasMaximum, 5);
        TestClient subscriber = broker.ConnectWith("s", accepts, cleanStart: false);
        subscriber.Subscribe("#");
        TestClient publisher = broker.Connect("p");
        publisher.Publish("long/topic", "1", QoS.AtLeastOnce);
        publisher.Publish("long/topic", "2", QoS.AtLeastOnce);
        Assert.Equal(["long/topic", ""], subscriber.TakeAll().Select(message => message.Topic));
        subscriber.Drop();

        subscriber = broker.ConnectWith("s", accepts, cleanStart: false);

        Assert.Equal(["long/topic", ""], subscriber.TakeAll().Select(message => message.Topic));
        subscriber.Drop();
        subscriber = broker.ConnectKept("s");
        Assert.Equal(["long/topic", "long/topic"], subscriber.TakeAll().Select(message => message.Topic));
    }

    [Theory]
    [InlineData("long/topic", 0)]
    [InlineData("long/topic", 1)]
    [InlineData("long/topic", 3)]
    [InlineData("t", 0)]
    [InlineData("t", 2)]
    public void An_alias_never_makes_a_packet_larger_than_the_client_accepts(string topic, uint spare)
    {
        const int fixedParts = 2 + 2 + 1;
        uint maximum = (uint)(fixedParts + topic.Length + 40) + spare;
        using var broker = new TestBroker();
        TestClient subscriber = broker.ConnectWith(
            "s", Props.Of(PropertyId.TopicAliasMaximum, 5).And(PropertyId.MaximumPacketSize, maximum));
        subscriber.Subscribe("#");
        TestClient publisher = broker.Connect("p");

        publisher.Publish(topic, new string('x', 40));
        publisher.Publish(topic, new string('y', 40));

        IReadOnlyList<Packet> messages = subscriber.TakeAll();
        Assert.Equal(2, messages.Count);
        Assert.All(messages, message => Assert.InRange(message.Size, 1, (int)maximum));
    }

    private static BrokerOptions With(int inbound, int outbound) => new()
    {
        Connection = new ConnectionOptions { TopicAliasMaximum = inbound, TopicAliasOutMax = outbound },
    };

    private static uint AliasOf(Packet message) =>
        message.Has(PropertyId.TopicAlias) ? message.Number(PropertyId.TopicAlias) : 0;

    private static void AssertEnds(string topic, Props properties, ReasonCode reason)
    {
        using var broker = new TestBroker();
        TestClient subscriber = broker.Connect("s");
        subscriber.Subscribe("#");
        TestClient publisher = broker.Connect("p");

        publisher.Send(Frames.Publish(topic, "x", properties: properties));

        publisher.AssertEnded(reason);
        Assert.Equal(0, subscriber.Waiting);
    }
}
