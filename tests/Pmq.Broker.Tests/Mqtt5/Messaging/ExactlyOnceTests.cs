using Pmq.Broker.Accounting;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt5.Messaging;

/// <summary>QoS 2, with the broker as sender and as receiver.</summary>
public sealed class ExactlyOnceTests
{
    [Fact]
    [Mqtt5("MQTT-4.3.3-1", "MQTT-4.3.3-2")]
    public void Every_new_message_has_an_unused_identifier_and_dup_0()
    {
        using var broker = new TestBroker();
        TestClient subscriber = WithSubscriber(broker, out TestClient publisher);
        for (int i = 0; i < 50; i++)
        {
            publisher.Publish("t", "x", QoS.ExactlyOnce);
        }

        IReadOnlyList<Packet> messages = subscriber.TakeAll();
        Assert.Equal(50, messages.Select(message => message.PacketId).Distinct().Count());
        Assert.All(messages, message => Assert.False(message.Dup));
    }

    [Fact]
    [Mqtt5("MQTT-4.3.3-3")]
    public void A_message_is_held_until_its_PUBREC_comes()
    {
        using var broker = new TestBroker();
        TestClient subscriber = WithSubscriber(broker, out TestClient publisher);
        publisher.Publish("t", "x", QoS.ExactlyOnce);
        Packet message = subscriber.TakeMessage();
        subscriber.Drop();

        subscriber = broker.ConnectKept("s");

        Packet again = subscriber.TakeMessage();
        Assert.Equal((message.PacketId, "x", true), (again.PacketId, again.Text, again.Dup));
    }

    [Fact]
    [Mqtt5("MQTT-4.3.3-4")]
    public void PUBREC_is_answered_with_PUBREL_of_the_same_identifier()
    {
        using var broker = new TestBroker();
        TestClient subscriber = WithSubscriber(broker, out TestClient publisher);
        publisher.Publish("t", "1", QoS.ExactlyOnce);
        publisher.Publish("t", "2", QoS.ExactlyOnce);
        Packet first = subscriber.TakeMessage();
        Packet second = subscriber.TakeMessage();

        subscriber.Acknowledge(PacketType.Pubrec, second.PacketId);
        subscriber.Acknowledge(PacketType.Pubrec, first.PacketId, ReasonCode.NoMatchingSubscribers);

        Assert.Equal((second.PacketId, ReasonCode.Success), Answer(subscriber.Take(PacketType.Pubrel)));
        Assert.Equal((first.PacketId, ReasonCode.Success), Answer(subscriber.Take(PacketType.Pubrel)));
    }

    [Fact]
    [Mqtt5("MQTT-4.3.3-4", "MQTT-4.4.0-2")]
    public void A_PUBREC_that_refuses_ends_the_exchange_without_PUBREL()
    {
        using var broker = new TestBroker();
        TestClient subscriber = WithSubscriber(broker, out TestClient publisher);
        publisher.Publish("t", "x", QoS.ExactlyOnce);

        subscriber.Acknowledge(PacketType.Pubrec, subscriber.TakeMessage().PacketId, ReasonCode.NotAuthorized);

        Assert.Equal(0, subscriber.Waiting);
        Assert.Equal((1, 0), (broker.Ledger.Dropped(DropCause.Refused), broker.Ledger.Queued));
        subscriber.Drop();
        Assert.Equal(0, broker.ConnectKept("s").Waiting);
    }

    [Fact]
    [Mqtt5("MQTT-4.3.3-5")]
    public void PUBREL_is_held_until_its_PUBCOMP_comes()
    {
        using var broker = new TestBroker();
        TestClient subscriber = WithSubscriber(broker, out TestClient publisher);
        publisher.Publish("t", "x", QoS.ExactlyOnce);
        ushort id = subscriber.TakeMessage().PacketId;
        subscriber.Acknowledge(PacketType.Pubrec, id);
        subscriber.Take(PacketType.Pubrel);
        for (int i = 0; i < 2; i++)
        {
            subscriber.Drop();
            subscriber = broker.ConnectKept("s");
            Assert.Equal(id, subscriber.Take(PacketType.Pubrel).PacketId);
        }

        Assert.Equal(1, broker.Ledger.Queued);
        subscriber.Acknowledge(PacketType.Pubcomp, id);
        Assert.Equal((1, 0), (broker.Ledger.Acknowledged, broker.Ledger.Queued));
        subscriber.Drop();
        Assert.Equal(0, broker.ConnectKept("s").Waiting);
    }

    [Fact]
    [Mqtt5("MQTT-4.3.3-6")]
    public void After_PUBREL_the_message_itself_is_never_sent_again()
    {
        using var broker = new TestBroker();
        TestClient subscriber = WithSubscriber(broker, out TestClient publisher);
        publisher.Publish("t", "x", QoS.ExactlyOnce);
        ushort id = subscriber.TakeMessage().PacketId;
        subscriber.Acknowledge(PacketType.Pubrec, id);
        subscriber.Take(PacketType.Pubrel);
        subscriber.Drop();

        subscriber = broker.ConnectKept("s");
        subscriber.Acknowledge(PacketType.Pubrec, id);

        Assert.DoesNotContain(subscriber.TakeAll(), packet => packet.Type == PacketType.Publish);
    }

    [Fact]
    [Mqtt5("MQTT-4.3.3-8")]
    public void PUBREC_carries_the_identifier_of_the_message()
    {
        using var broker = new TestBroker();
        WithSubscriber(broker, out TestClient publisher);

        publisher.Send(Frames.Join(
            Frames.Publish("t", "x", QoS.ExactlyOnce, 900), Frames.Publish("t", "x", QoS.ExactlyOnce, 17)));

        Assert.Equal((900, ReasonCode.Success), Answer(publisher.Take(PacketType.Pubrec)));
        Assert.Equal((17, ReasonCode.Success), Answer(publisher.Take(PacketType.Pubrec)));
    }

    [Fact]
    [Mqtt5("MQTT-4.3.3-9")]
    public void After_a_PUBREC_that_refused_the_identifier_is_free_for_a_new_message()
    {
        using var broker = new TestBroker(new Options.BrokerOptions
        {
            Message = new Options.MessageOptions { PayloadFormatCheck = true },
        });
        TestClient subscriber = WithSubscriber(broker, out TestClient publisher);
        byte[] saysText = Props.Of(PropertyId.PayloadFormatIndicator, 1);
        publisher.Send(Frames.Publish("t"u8.ToArray(), [0xFF], QoS.ExactlyOnce, 1, properties: saysText));
        Assert.Equal((1, ReasonCode.PayloadFormatInvalid), Answer(publisher.Take(PacketType.Pubrec)));

        publisher.Publish("t", "new", QoS.ExactlyOnce, packetId: 1);

        Assert.Equal((1, ReasonCode.Success), Answer(publisher.Take(PacketType.Pubrec)));
        Assert.Equal(["new"], subscriber.TakeTexts());
    }

    [Fact]
    [Mqtt5("MQTT-4.3.3-10")]
    public void Until_PUBREL_the_same_identifier_is_answered_and_not_delivered_again()
    {
        using var broker = new TestBroker();
        TestClient subscriber = WithSubscriber(broker, out TestClient publisher);
        publisher.Publish("t", "x", QoS.ExactlyOnce, packetId: 1);
        publisher.Publish("t", "x", QoS.ExactlyOnce, packetId: 1, dup: true);
        publisher.Publish("t", "x", QoS.ExactlyOnce, packetId: 1);

        Assert.Equal(3, publisher.TakeAll().Count(packet => packet is { Type: PacketType.Pubrec, PacketId: 1 }));
        Assert.Equal(["x"], subscriber.TakeTexts());
        Assert.Equal(1, broker.Ledger.Received);
    }

    [Fact]
    [Mqtt5("MQTT-4.3.3-11")]
    public void PUBREL_is_answered_with_PUBCOMP_of_the_same_identifier()
    {
        using var broker = new TestBroker();
        WithSubscriber(broker, out TestClient publisher);
        publisher.Publish("t", "1", QoS.ExactlyOnce, packetId: 8);
        publisher.Publish("t", "2", QoS.ExactlyOnce, packetId: 9);
        publisher.TakeAll();

        publisher.Acknowledge(PacketType.Pubrel, 9);
        publisher.Acknowledge(PacketType.Pubrel, 8);

        Assert.Equal((9, ReasonCode.Success), Answer(publisher.Take(PacketType.Pubcomp)));
        Assert.Equal((8, ReasonCode.Success), Answer(publisher.Take(PacketType.Pubcomp)));
    }

    [Fact]
    [Mqtt5("MQTT-4.3.3-12")]
    public void After_PUBCOMP_the_same_identifier_is_a_new_message()
    {
        using var broker = new TestBroker();
        TestClient subscriber = WithSubscriber(broker, out TestClient publisher);
        for (int i = 0; i < 3; i++)
        {
            publisher.Publish("t", $"{i}", QoS.ExactlyOnce, packetId: 1, dup: i == 2);
            publisher.Acknowledge(PacketType.Pubrel, 1);
        }

        Assert.Equal(["0", "1", "2"], subscriber.TakeTexts());
        Assert.Equal(6, publisher.TakeAll().Count);
    }

    [Fact]
    public void Exchanges_of_one_identifier_in_both_directions_do_not_meet()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect("c");
        client.Subscribe("t");
        client.Publish("t", "own", QoS.ExactlyOnce, packetId: 1);
        Packet own = Assert.Single(client.TakeAll(), packet => packet.Type == PacketType.Publish);
        Assert.Equal(1, own.PacketId);

        client.Acknowledge(PacketType.Pubrec, 1);
        Assert.Equal(1, client.Take(PacketType.Pubrel).PacketId);
        client.Acknowledge(PacketType.Pubrel, 1);
        Assert.Equal((1, ReasonCode.Success), Answer(client.Take(PacketType.Pubcomp)));
        client.Acknowledge(PacketType.Pubcomp, 1);
        Assert.Equal((1, 0), (broker.Ledger.Acknowledged, broker.Ledger.Queued));
    }

    private static (int PacketId, ReasonCode Reason) Answer(Packet packet) => (packet.PacketId, packet.Reason);

    private static TestClient WithSubscriber(TestBroker broker, out TestClient publisher)
    {
        TestClient subscriber = broker.ConnectKept("s");
        subscriber.Subscribe("t");
        publisher = broker.Connect("p");
        return subscriber;
    }
}
