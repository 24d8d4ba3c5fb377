using Pmq.Broker.Options;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt5.Connecting;

/// <summary>What CONNACK says of the node, and that it holds.</summary>
public class ConnackTests
{
    [Fact]
    [Mqtt5("MQTT-3.1.4-5")]
    public void CONNACK_says_what_differs_from_what_a_client_presumes()
    {
        using var broker = new TestBroker();

        Packet connack = broker.Open().Connect(ConnectFor.Client("c", expiry: 10) with { KeepAlive = 30 });

        Assert.Equal(ReasonCode.Success, connack.Reason);
        Assert.Equal(1000u, connack.Number(PropertyId.ReceiveMaximum));
        Assert.Equal(1024u * 1024, connack.Number(PropertyId.MaximumPacketSize));
        Assert.Equal(10u, connack.Number(PropertyId.TopicAliasMaximum));
        Assert.Equal(3, connack.Properties.Count);
    }

    [Fact]
    public void CONNACK_says_what_the_options_allow()
    {
        using var broker = new TestBroker(new BrokerOptions
        {
            Connection = new ConnectionOptions { ReceiveMaximum = 7, TopicAliasMaximum = 3, PacketBytesMax = 4321 },
            Message = new MessageOptions { QosMax = 0, Retain = false },
            Subscription = new SubscriptionLimits { Wildcards = false, Shared = false, Identifiers = false },
        });

        Packet connack = broker.Open().Connect(ConnectFor.Client("c"));

        (PropertyId, uint)[] said = [.. connack.Properties.Select(property => (property.Id, property.Number)).Order()];
        Assert.Equal(
            [
                (PropertyId.ReceiveMaximum, 7),
                (PropertyId.TopicAliasMaximum, 3),
                (PropertyId.MaximumQoS, 0),
                (PropertyId.RetainAvailable, 0),
                (PropertyId.MaximumPacketSize, 4321),
                (PropertyId.WildcardSubscriptionAvailable, 0),
                (PropertyId.SubscriptionIdentifierAvailable, 0),
                (PropertyId.SharedSubscriptionAvailable, 0),
            ],
            said);
    }

    [Fact]
    [Mqtt5("MQTT-3.2.2-9", "MQTT-3.2.2-11")]
    public void A_lesser_QoS_is_announced_and_more_ends_the_connection()
    {
        using var broker = new TestBroker(Messages(new MessageOptions { QosMax = 1 }));
        TestClient client = broker.Open();

        Assert.Equal(1u, client.Connect(ConnectFor.Client("c")).Number(PropertyId.MaximumQoS));
        client.Publish("t", "x", QoS.AtLeastOnce);
        client.Take(PacketType.Puback);
        client.Publish("t", "x", QoS.ExactlyOnce);

        AssertEnded(client, ReasonCode.QoSNotSupported);
    }

    [Fact]
    [Mqtt5("MQTT-3.2.2-10")]
    public void A_subscription_may_ask_for_a_QoS_that_publishers_do_not_have()
    {
        using var broker = new TestBroker(Messages(new MessageOptions { QosMax = 0 }));
        TestClient client = broker.Connect("c");

        foreach (QoS qos in Enum.GetValues<QoS>())
        {
            Assert.False(Assert.Single(client.Subscribe("t/" + qos, qos).Codes).IsFailure());
        }

        client.Publish("t/" + QoS.ExactlyOnce, "x");
        Assert.Equal("x", client.Take(PacketType.Publish).Text);
    }

    [Fact]
    [Mqtt5("MQTT-3.2.2-12", "MQTT-3.2.2-7", "MQTT-3.1.4-2")]
    public void A_will_above_the_announced_QoS_is_refused()
    {
        using var broker = new TestBroker(Messages(new MessageOptions { QosMax = 1 }));
        TestClient client = broker.Open();

        Packet connack = client.Connect(ConnectFor.Client("c", will: new WillSettings("w", "x", QoS.ExactlyOnce)));

        Assert.Equal(ReasonCode.QoSNotSupported, connack.Reason);
        Assert.True(client.IsClosed);
        broker.Connect(ConnectFor.Client("c", will: new WillSettings("w", "x", QoS.AtLeastOnce)));
    }

    [Fact]
    [Mqtt5("MQTT-3.2.2-13", "MQTT-3.2.2-7", "MQTT-3.1.4-2")]
    public void A_retained_will_is_refused_where_nothing_is_retained()
    {
        using var broker = new TestBroker(Messages(new MessageOptions { Retain = false }));
        TestClient client = broker.Open();

        Packet connack = client.Connect(ConnectFor.Client("c", will: new WillSettings("w", "x", Retain: true)));

        Assert.Equal(ReasonCode.RetainNotSupported, connack.Reason);
        Assert.True(client.IsClosed);
        broker.Connect(ConnectFor.Client("c", will: new WillSettings("w", "x")));
    }

    [Fact]
    [Mqtt5("MQTT-3.2.2-14")]
    public void A_retained_message_ends_the_connection_where_nothing_is_retained()
    {
        using var broker = new TestBroker(Messages(new MessageOptions { Retain = false }));
        TestClient client = broker.Connect("c");

        client.Publish("t", "x", retain: true);

        AssertEnded(client, ReasonCode.RetainNotSupported);
        Assert.Equal(0, broker.Node.RetainedCount);
    }

    [Fact]
    [Mqtt5("MQTT-3.2.2-15")]
    public void A_packet_above_the_nodes_maximum_ends_the_connection_from_its_header_on()
    {
        using var broker = new TestBroker(
            new BrokerOptions { Connection = new ConnectionOptions { PacketBytesMax = 128 } });
        TestClient watcher = broker.Connect("w");
        watcher.Subscribe("t");
        TestClient client = broker.Connect("c");
        const int aroundPayload = 1 + 1 + 3 + 1;

        client.Publish("t", new string('x', 128 - aroundPayload));
        Assert.Equal(128 - aroundPayload, watcher.Take(PacketType.Publish).Payload.Length);
        Assert.False(client.IsClosed);
        client.SendHex("30 7F");

        AssertEnded(client, ReasonCode.PacketTooLarge);
    }

    [Fact]
    [Mqtt5("MQTT-3.2.2-17")]
    public void A_topic_alias_above_the_announced_maximum_ends_the_connection()
    {
        using var broker = new TestBroker(
            new BrokerOptions { Connection = new ConnectionOptions { TopicAliasMaximum = 3 } });
        TestClient client = broker.Connect("c");

        client.Publish("t", "x", properties: Props.Of(PropertyId.TopicAlias, 3));
        Assert.False(client.IsClosed);
        client.Publish("t", "x", properties: Props.Of(PropertyId.TopicAlias, 4));

        AssertEnded(client, ReasonCode.TopicAliasInvalid);
    }

    [Fact]
    [Mqtt5("MQTT-3.2.2-18")]
    public void Without_a_maximum_no_topic_alias_is_accepted()
    {
        using var broker = new TestBroker(
            new BrokerOptions { Connection = new ConnectionOptions { TopicAliasMaximum = 0 } });
        TestClient client = broker.Open();

        Assert.False(client.Connect(ConnectFor.Client("c")).Has(PropertyId.TopicAliasMaximum));
        client.Publish("t", "x", properties: Props.Of(PropertyId.TopicAlias, 1));

        AssertEnded(client, ReasonCode.TopicAliasInvalid);
    }

    [Fact]
    public void More_messages_than_the_receive_maximum_end_the_connection()
    {
        using var broker = new TestBroker(
            new BrokerOptions { Connection = new ConnectionOptions { ReceiveMaximum = 2 } });
        TestClient client = broker.Connect("c");

        client.Publish("t", "1", QoS.ExactlyOnce);
        client.Publish("t", "2", QoS.ExactlyOnce);
        Assert.Equal(2, client.TakeAll().Count);
        client.Publish("t", "3", QoS.ExactlyOnce);

        AssertEnded(client, ReasonCode.ReceiveMaximumExceeded);
    }

    [Fact]
    public void A_subscription_with_an_identifier_is_refused_where_there_are_none()
    {
        using var broker = new TestBroker(
            new BrokerOptions { Subscription = new SubscriptionLimits { Identifiers = false } });
        TestClient client = broker.Connect("c");

        Packet suback = client.Subscribe("t", properties: Props.Of(PropertyId.SubscriptionIdentifier, 1));

        Assert.Equal([ReasonCode.SubscriptionIdentifiersNotSupported], suback.Codes);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(0u, false)]
    [InlineData(1u, true)]
    [Mqtt5("MQTT-3.1.2-28")]
    public void Response_information_is_for_those_who_ask(uint? asks, bool isTold)
    {
        using var broker = new TestBroker(
            new BrokerOptions { Connection = new ConnectionOptions { ResponseInformation = "answers/" } });
        Props? properties = asks is { } value ? Props.Of(PropertyId.RequestResponseInformation, value) : null;

        Packet connack = broker.Open().Connect(ConnectFor.Client("c", also: properties));

        Assert.Equal(isTold, connack.Has(PropertyId.ResponseInformation));
        Assert.True(!isTold || connack.TextOf(PropertyId.ResponseInformation) == "answers/");
    }

    [Fact]
    public void A_node_without_response_information_tells_none()
    {
        using var broker = new TestBroker();

        Packet connack = broker.Open().Connect(ConnectFor.Client("c", PropertyId.RequestResponseInformation, 1));

        Assert.False(connack.Has(PropertyId.ResponseInformation));
    }

    [Fact]
    [Mqtt5("MQTT-3.1.2-26")]
    public void The_brokers_topic_aliases_stay_within_the_clients_maximum()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect(ConnectFor.Client("c", PropertyId.TopicAliasMaximum, 2));
        client.Subscribe("+");
        TestClient publisher = broker.Connect("p");

        foreach (string topic in (string[])["a", "b", "c", "d", "a", "b", "c"])
        {
            publisher.Publish(topic, topic);
        }

        Packet[] received = [.. client.TakeAll()];
        Assert.Equal([1u, 2u, 0, 0, 1, 2, 0], received.Select(AliasOf));
        Assert.Equal(["a", "b", "c", "d", "", "", "c"], received.Select(packet => packet.Topic));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0u)]
    [Mqtt5("MQTT-3.1.2-27")]
    public void A_client_that_accepts_no_topic_aliases_gets_none(uint? maximum)
    {
        using var broker = new TestBroker();
        Props? properties = maximum is { } value ? Props.Of(PropertyId.TopicAliasMaximum, value) : null;
        TestClient client = broker.Connect(ConnectFor.Client("c", also: properties));
        client.Subscribe("t");
        TestClient publisher = broker.Connect("p");

        publisher.Publish("t", "1");
        publisher.Publish("t", "2");

        Assert.All(client.TakeAll(), packet => Assert.Equal(("t", 0u), (packet.Topic, AliasOf(packet))));
    }

    private static uint AliasOf(Packet packet) =>
        packet.Has(PropertyId.TopicAlias) ? packet.Number(PropertyId.TopicAlias) : 0;

    private static BrokerOptions Messages(MessageOptions options) => new() { Message = options };

    private static void AssertEnded(TestClient client, ReasonCode reason)
    {
        Assert.Equal(reason, client.Take(PacketType.Disconnect).Reason);
        Assert.True(client.IsClosed);
    }
}
