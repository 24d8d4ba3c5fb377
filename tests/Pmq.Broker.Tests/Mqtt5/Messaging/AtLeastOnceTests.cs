using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt5.Messaging;

/// <summary>QoS 1, with the broker as sender and as receiver.</summary>
public sealed class AtLeastOnceTests
{
    [Fact]
    [Mqtt5("MQTT-4.3.2-1", "MQTT-4.3.2-2")]
    public void Every_new_message_has_an_unused_identifier_and_dup_0()
    {
        using var broker = new TestBroker();
        TestClient subscriber = broker.Connect("s");
        subscriber.Subscribe("t");
        TestClient publisher = broker.Connect("p");
        for (int i = 0; i < 50; i++)
        {
            publisher.Publish("t", "x", QoS.AtLeastOnce);
        }

        IReadOnlyList<Packet> messages = subscriber.TakeAll();
        Assert.Equal(50, messages.Select(message => message.PacketId).Distinct().Count());
        Assert.All(messages, message => Assert.False(message.Dup));
        Assert.DoesNotContain(messages, message => message.PacketId == 0);
    }

    [Fact]
    [Mqtt5("MQTT-4.3.2-1", "MQTT-4.3.3-1")]
    public void An_identifier_in_use_is_not_given_again_when_all_others_have_been()
    {
        // Goal: the client holds one acknowledgement back and gives all others, for two rounds of identifiers.
        using var broker = new TestBroker();
        TestClient subscriber = broker.Connect("s");
        subscriber.Subscribe("t");
        TestClient publisher = broker.Connect("p");
        publisher.Publish("t", "held", QoS.AtLeastOnce);
        ushort held = subscriber.TakeMessage().PacketId;
        byte[] batch = Frames.Join(Enumerable.Repeat(Frames.Publish("t", "", QoS.AtLeastOnce, 1), 90));
        int delivered = 0;
        for (int sent = 0; sent < ushort.MaxValue - 1; sent += 90)
        {
            publisher.Send(batch);
            publisher.TakeAll();
            IReadOnlyList<Packet> messages = subscriber.TakeAll();
            Assert.DoesNotContain(messages, message => message.PacketId == held);
            delivered += messages.Count;
            subscriber.Send(Frames.Join(messages.Select(message => Frames.Ack(PacketType.Puback, message.PacketId))));
        }

        // All identifiers but the one were used, and what comes now waits for it.
        Assert.Equal(ushort.MaxValue - 1, delivered + subscriber.Waiting);
        Assert.Equal(0, subscriber.Waiting);
        publisher.Publish("t", "zero");
        Assert.Equal(["zero"], subscriber.TakeTexts());
        Assert.False(subscriber.IsClosed);

        subscriber.Acknowledge(PacketType.Puback, held);
        Packet next = subscriber.TakeMessage();
        Assert.Equal(held, next.PacketId);
    }

    [Fact]
    [Mqtt5("MQTT-4.3.2-3")]
    public void A_message_is_held_until_its_PUBACK_comes()
    {
        using var broker = new TestBroker();
        TestClient kept = broker.ConnectKept("s");
        kept.Subscribe("t");
        broker.Connect("p").Publish("t", "x", QoS.AtLeastOnce);
        Packet message = kept.TakeMessage();
        for (int i = 0; i < 3; i++)
        {
            kept.Drop();
            broker.Advance(TimeSpan.FromHours(1));
            kept = broker.ConnectKept("s");
            Packet again = kept.TakeMessage();
            Assert.Equal((message.PacketId, "x", true), (again.PacketId, again.Text, again.Dup));
        }

        kept.Answer(message);
        kept.Drop();
        Assert.Equal(0, broker.ConnectKept("s").Waiting);
        Assert.Equal(1, broker.Ledger.Acknowledged);
    }

    [Fact]
    [Mqtt5("MQTT-4.3.2-4")]
    public void PUBACK_carries_the_identifier_of_the_message()
    {
        using var broker = new TestBroker();
        TestClient publisher = broker.Connect("p");

        publisher.Send(Frames.Join(
            Frames.Publish("t", "x", QoS.AtLeastOnce, 900),
            Frames.Publish("t", "x", QoS.AtLeastOnce, 17),
            Frames.Publish("t", "x", QoS.AtLeastOnce, 18),
            Frames.Publish("t", "x", QoS.AtLeastOnce, 65535)));

        Assert.Equal(
            [(PacketType.Puback, 900), (PacketType.Puback, 17), (PacketType.Puback, 18), (PacketType.Puback, 65535)],
            publisher.TakeAll().Select(packet => (packet.Type, (int)packet.PacketId)));
    }

    [Fact]
    [Mqtt5("MQTT-4.3.2-5")]
    public void After_PUBACK_the_same_identifier_is_a_new_message_whatever_dup_says()
    {
        using var broker = new TestBroker();
        TestClient subscriber = broker.Connect("s");
        subscriber.Subscribe("t");
        TestClient publisher = broker.Connect("p");

        publisher.Publish("t", "first", QoS.AtLeastOnce, packetId: 1);
        publisher.Publish("t", "second", QoS.AtLeastOnce, packetId: 1);
        publisher.Publish("t", "third", QoS.AtLeastOnce, packetId: 1, dup: true);

        Assert.Equal(["first", "second", "third"], subscriber.TakeTexts());
    }
}
