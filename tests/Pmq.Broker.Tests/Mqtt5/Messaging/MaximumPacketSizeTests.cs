using Pmq.Broker.Accounting;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt5.Messaging;

/// <summary>Nothing larger than a client accepts is sent to it.</summary>
public sealed class MaximumPacketSizeTests
{
    // CONNACK takes all of it.
    private const int Tiny = 20;

    [Theory]
    [InlineData(QoS.AtMostOnce)]
    [InlineData(QoS.AtLeastOnce)]
    [InlineData(QoS.ExactlyOnce)]
    public void A_message_that_is_too_large_is_dropped_as_if_it_had_been_sent(QoS qos)
    {
        using var broker = new TestBroker();
        TestClient subscriber = broker.ConnectWith(
            "s", Props.Of(PropertyId.MaximumPacketSize, 40).And(PropertyId.ReceiveMaximum, 1));
        subscriber.Subscribe("t");
        TestClient publisher = broker.Connect("p");

        publisher.Publish("t", new string('x', 40), qos);
        publisher.Publish("t", "small", qos);

        Assert.Equal(["small"], subscriber.DrainTexts());
        Assert.False(subscriber.IsClosed);
        Assert.Equal(1, broker.Ledger.Dropped(DropCause.PacketTooLarge));
        Assert.Equal(0, broker.Ledger.Queued);
    }

    [Theory]
    [InlineData(QoS.AtMostOnce, 30)]
    [InlineData(QoS.AtLeastOnce, 28)]
    public void A_message_of_exactly_the_maximum_passes(QoS qos, int payload)
    {
        // Fixed header 2, topic 3, properties 1 and, above QoS 0, the packet identifier 2.
        using var broker = new TestBroker();
        TestClient subscriber = broker.ConnectWith("s", Props.Of(PropertyId.MaximumPacketSize, 36));
        subscriber.Subscribe("t");
        TestClient publisher = broker.Connect("p");

        publisher.Publish("t", new string('x', payload + 1), qos);
        publisher.Publish("t", new string('y', payload), qos);

        Packet passed = subscriber.TakeMessage();
        Assert.Equal(('y', 36, 0), (passed.Text[0], passed.Size, subscriber.Waiting));
    }

    [Fact]
    public void What_was_queued_and_is_too_large_for_the_next_connection_is_dropped_then()
    {
        using var broker = new TestBroker();
        TestClient kept = broker.ConnectKept("s");
        kept.Subscribe("t");
        TestClient publisher = broker.Connect("p");
        publisher.Publish("t", new string('u', 100), QoS.ExactlyOnce);
        Assert.Equal(1, kept.Waiting);
        kept.Drop();
        publisher.Publish("t", new string('q', 100), QoS.AtLeastOnce);
        publisher.Publish("t", "small", QoS.AtLeastOnce);

        kept = broker.ConnectWith(
            "s",
            Props.Of(PropertyId.MaximumPacketSize, 50).And(PropertyId.SessionExpiryInterval, 100),
            cleanStart: false);

        Assert.Equal(["small"], kept.DrainTexts());
        Assert.Equal(2, broker.Ledger.Dropped(DropCause.PacketTooLarge));
    }

    [Fact]
    public void The_properties_of_a_message_count()
    {
        using var broker = new TestBroker();
        TestClient subscriber = broker.ConnectWith("s", Props.Of(PropertyId.MaximumPacketSize, 60));
        subscriber.Subscribe("t");

        broker.Connect("p").Publish("t", "x", properties: Props.OfUser("name", new string('v', 60)));

        Assert.Equal(0, subscriber.Waiting);
        Assert.Equal(1, broker.Ledger.Dropped(DropCause.PacketTooLarge));
    }

    [Fact]
    [Mqtt5("MQTT-3.4.2-2", "MQTT-3.4.2-3", "MQTT-3.5.2-2", "MQTT-3.5.2-3", "MQTT-3.7.2-2", "MQTT-3.7.2-3")]
    public void The_answers_to_a_client_s_messages_stay_below_its_maximum_whatever_they_say()
    {
        using var broker = new TestBroker();
        TestClient client = broker.ConnectWith("c", Props.Of(PropertyId.MaximumPacketSize, Tiny));
        client.Publish("nobody", "x", QoS.AtLeastOnce);
        client.Publish("nobody", "x", QoS.ExactlyOnce, packetId: 7);
        client.Acknowledge(PacketType.Pubrel, 7);
        client.Acknowledge(PacketType.Pubrel, 999);

        AssertSmallAndSilent(client, PacketType.Puback, PacketType.Pubrec, PacketType.Pubcomp, PacketType.Pubcomp);
    }

    [Fact]
    [Mqtt5("MQTT-3.6.2-2", "MQTT-3.6.2-3")]
    public void PUBREL_stays_below_the_client_s_maximum_whatever_it_says()
    {
        using var broker = new TestBroker();
        TestClient client = broker.ConnectWith("c", Props.Of(PropertyId.MaximumPacketSize, Tiny));
        client.Subscribe("t");
        broker.Connect("p").Publish("t", "x", QoS.ExactlyOnce);
        client.Acknowledge(PacketType.Pubrec, client.TakeMessage().PacketId);
        client.Acknowledge(PacketType.Pubrec, 999);

        AssertSmallAndSilent(client, PacketType.Pubrel, PacketType.Pubrel);
    }

    [Fact]
    [Mqtt5("MQTT-3.9.2-1", "MQTT-3.9.2-2", "MQTT-3.11.2-1", "MQTT-3.11.2-2")]
    public void SUBACK_and_UNSUBACK_stay_below_the_client_s_maximum_whatever_they_say()
    {
        using var broker = new TestBroker();
        TestClient client = broker.ConnectWith("c", Props.Of(PropertyId.MaximumPacketSize, Tiny));
        client.SendSubscribe(
        [
            ("a", new SubscriptionOptions(QoS.AtMostOnce)),
            (new string('x', 5000), new SubscriptionOptions(QoS.AtMostOnce)),
        ]);
        client.Send(Frames.Unsubscribe(9, "a", "unknown"));

        AssertSmallAndSilent(client, PacketType.Suback, PacketType.Unsuback);
    }

    private static void AssertSmallAndSilent(TestClient client, params PacketType[] types)
    {
        IReadOnlyList<Packet> packets = client.TakeAll();
        Assert.Equal(types, packets.Select(packet => packet.Type));
        Assert.All(packets, packet => Assert.InRange(packet.Size, 1, Tiny));
        Assert.All(packets, packet => Assert.Empty(packet.Properties));
    }
}
