using Pmq.Broker.Options;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt5.Messaging;

/// <summary>Flow control in both directions.</summary>
[Seed("ERL-13")]
public sealed class ReceiveMaximumTests
{
    [Theory]
    [InlineData(QoS.AtLeastOnce)]
    [InlineData(QoS.ExactlyOnce)]
    [Mqtt5("MQTT-3.3.4-9", "MQTT-4.9.0-1", "MQTT-4.9.0-2")]
    public void The_broker_never_has_more_under_way_than_the_client_receives(QoS qos)
    {
        using var broker = new TestBroker();
        TestClient subscriber = broker.ConnectWith("s", Props.Of(PropertyId.ReceiveMaximum, 3));
        subscriber.Subscribe("t", qos);
        TestClient publisher = broker.Connect("p");
        for (int i = 0; i < 10; i++)
        {
            publisher.Publish("t", $"{i}", qos);
        }

        Queue<Packet> underWay = new(subscriber.TakeAll());
        Assert.Equal(3, underWay.Count);
        for (int i = 3; i < 10; i++)
        {
            Packet oldest = underWay.Dequeue();
            if (qos == QoS.ExactlyOnce)
            {
                // PUBREC does not end the exchange: only PUBCOMP makes room.
                subscriber.Answer(oldest);
                Packet pubrel = subscriber.Take(PacketType.Pubrel);
                Assert.Equal(0, subscriber.Waiting);
                subscriber.Answer(pubrel);
            }
            else
            {
                subscriber.Answer(oldest);
            }

            Packet next = subscriber.TakeMessage();
            Assert.Equal(($"{i}", 0), (next.Text, subscriber.Waiting));
            underWay.Enqueue(next);
        }
    }

    [Fact]
    [Mqtt5("MQTT-3.3.4-9", "MQTT-4.9.0-1")]
    public void A_message_refused_by_PUBREC_makes_room_too()
    {
        using var broker = new TestBroker();
        TestClient subscriber = broker.ConnectWith("s", Props.Of(PropertyId.ReceiveMaximum, 1));
        subscriber.Subscribe("t");
        TestClient publisher = broker.Connect("p");
        publisher.Publish("t", "1", QoS.ExactlyOnce);
        publisher.Publish("t", "2", QoS.ExactlyOnce);

        subscriber.Acknowledge(PacketType.Pubrec, subscriber.TakeMessage().PacketId, ReasonCode.QuotaExceeded);

        Assert.Equal("2", subscriber.TakeMessage().Text);
    }

    [Fact]
    [Mqtt5("MQTT-4.9.0-1")]
    public void A_new_connection_begins_with_its_own_receive_maximum()
    {
        using var broker = new TestBroker();
        TestClient subscriber = broker.ConnectKept("s", receiveMaximum: 5);
        subscriber.Subscribe("t");
        TestClient publisher = broker.Connect("p");
        for (int i = 0; i < 8; i++)
        {
            publisher.Publish("t", $"{i}", QoS.AtLeastOnce);
        }

        Assert.Equal(5, subscriber.TakeAll().Count);
        subscriber.Drop();

        subscriber = broker.ConnectKept("s", receiveMaximum: 2);
        Assert.Equal(2, subscriber.Waiting);
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6", "7"], subscriber.DrainTexts());
    }

    [Fact]
    [Mqtt5("MQTT-3.3.4-10", "MQTT-4.9.0-3")]
    public void Everything_but_QoS_1_and_2_messages_passes_a_full_window()
    {
        using var broker = new TestBroker();
        TestClient subscriber = broker.ConnectWith("s", Props.Of(PropertyId.ReceiveMaximum, 1));
        subscriber.Subscribe("t");
        TestClient publisher = broker.Connect("p");
        publisher.Publish("t", "1", QoS.ExactlyOnce);
        publisher.Publish("t", "2", QoS.ExactlyOnce);
        Packet first = subscriber.TakeMessage();
        Assert.Equal(0, subscriber.Waiting);

        publisher.Publish("t", "zero");
        Assert.Equal("zero", subscriber.TakeMessage().Text);
        subscriber.Ping();
        Assert.Equal(PacketType.Pingresp, subscriber.Take().Type);
        Assert.Equal(PacketType.Suback, subscriber.Subscribe("u").Type);
        Assert.Equal(PacketType.Unsuback, subscriber.Unsubscribe("u").Type);
        subscriber.Publish("v", "x", QoS.AtLeastOnce);
        Assert.Equal(PacketType.Puback, subscriber.Take().Type);
        ushort own = subscriber.Publish("v", "x", QoS.ExactlyOnce);
        Assert.Equal(PacketType.Pubrec, subscriber.Take().Type);
        subscriber.Acknowledge(PacketType.Pubrel, own);
        Assert.Equal(PacketType.Pubcomp, subscriber.Take().Type);
        subscriber.Acknowledge(PacketType.Pubrec, first.PacketId);
        Assert.Equal(PacketType.Pubrel, subscriber.Take().Type);
        Assert.Equal(0, subscriber.Waiting);
    }

    [Fact]
    [Mqtt5("MQTT-3.3.4-10", "MQTT-4.9.0-3")]
    public void QoS_0_messages_that_were_queued_pass_those_that_a_full_window_holds_back()
    {
        using var broker = new TestBroker();
        TestClient kept = broker.ConnectKept("s");
        kept.Subscribe("t");
        kept.Drop();
        TestClient publisher = broker.Connect("p");
        publisher.Publish("t", "1", QoS.AtLeastOnce);
        publisher.Publish("t", "2", QoS.AtLeastOnce);
        publisher.Publish("t", "zero");

        kept = broker.ConnectKept("s", receiveMaximum: 1);

        Assert.Equal(["1", "zero"], kept.TakeTexts());
    }

    [Fact]
    [Mqtt5("MQTT-3.3.4-10", "MQTT-4.9.0-3", "MQTT-4.4.0-1")]
    public void PUBREL_is_sent_again_although_repeated_messages_fill_the_window()
    {
        using var broker = new TestBroker();
        TestClient subscriber = broker.ConnectKept("s", receiveMaximum: 3);
        subscriber.Subscribe("t");
        TestClient publisher = broker.Connect("p");
        for (int i = 1; i <= 3; i++)
        {
            publisher.Publish("t", $"{i}", QoS.ExactlyOnce);
        }

        IReadOnlyList<Packet> sent = subscriber.TakeAll();
        subscriber.Acknowledge(PacketType.Pubrec, sent[2].PacketId);
        subscriber.Drop();

        subscriber = broker.ConnectKept("s", receiveMaximum: 1);

        IReadOnlyList<Packet> again = subscriber.TakeAll();
        Assert.Equal(1, again.Count(packet => packet.Type == PacketType.Publish));
        Packet pubrel = Assert.Single(again, packet => packet.Type == PacketType.Pubrel);
        Assert.Equal(sent[2].PacketId, pubrel.PacketId);

        subscriber.Answer(pubrel);
        subscriber.Answer(again.First(packet => packet.Type == PacketType.Publish));
        Assert.Equal(["2"], subscriber.DrainTexts());
    }

    [Theory]
    [InlineData(QoS.AtLeastOnce)]
    [InlineData(QoS.ExactlyOnce)]
    public void A_client_that_exceeds_the_announced_maximum_is_told_so_and_ended(QoS qos)
    {
        using var broker = new TestBroker(With(receiveMaximum: 3));
        TestClient publisher = broker.Connect("p");

        publisher.Send(Frames.Join(Enumerable.Range(1, 4).Select(i => Frames.Publish("t", "x", qos, (ushort)i))));

        publisher.AssertEnded(ReasonCode.ReceiveMaximumExceeded);
    }

    [Fact]
    public void Answers_make_room_for_a_client_s_next_messages()
    {
        using var broker = new TestBroker(With(receiveMaximum: 2));
        TestClient publisher = broker.Connect("p");
        for (int i = 0; i < 10; i++)
        {
            publisher.Send(Frames.Join(
                Frames.Publish("t", "x", QoS.AtLeastOnce, (ushort)(100 + i)),
                Frames.Publish("t", "x", QoS.ExactlyOnce, (ushort)(200 + i))));
            publisher.Acknowledge(PacketType.Pubrel, (ushort)(200 + i));
        }

        Assert.False(publisher.IsClosed);
        Assert.Equal(30, publisher.TakeAll().Count);
    }

    [Fact]
    public void A_repeated_message_does_not_count_twice()
    {
        using var broker = new TestBroker(With(receiveMaximum: 2));
        TestClient publisher = broker.Connect("p");
        publisher.Publish("t", "x", QoS.ExactlyOnce, packetId: 1);
        publisher.Publish("t", "x", QoS.ExactlyOnce, packetId: 2);

        publisher.Publish("t", "x", QoS.ExactlyOnce, packetId: 1, dup: true);

        Assert.False(publisher.IsClosed);
        publisher.Publish("t", "x", QoS.ExactlyOnce, packetId: 3);
        publisher.AssertEnded(ReasonCode.ReceiveMaximumExceeded);
    }

    [Fact]
    public void Exchanges_of_an_older_connection_do_not_raise_the_maximum_of_the_next()
    {
        using var broker = new TestBroker(With(receiveMaximum: 2));
        TestClient publisher = broker.ConnectKept("p");
        publisher.Publish("t", "x", QoS.ExactlyOnce, packetId: 1);
        publisher.Publish("t", "x", QoS.ExactlyOnce, packetId: 2);
        publisher.Drop();

        publisher = broker.ConnectKept("p");
        publisher.Acknowledge(PacketType.Pubrel, 1);
        publisher.Acknowledge(PacketType.Pubrel, 2);
        publisher.Publish("t", "x", QoS.ExactlyOnce, packetId: 3);
        publisher.Publish("t", "x", QoS.ExactlyOnce, packetId: 4);
        Assert.False(publisher.IsClosed);
        publisher.Publish("t", "x", QoS.ExactlyOnce, packetId: 5);

        publisher.AssertEnded(ReasonCode.ReceiveMaximumExceeded);
    }

    [Fact]
    public void The_broker_s_own_bound_on_what_is_under_way_holds_too()
    {
        using var broker = new TestBroker(new BrokerOptions { Session = new SessionOptions { InflightMax = 4 } });
        TestClient subscriber = broker.Connect("s");
        subscriber.Subscribe("t");
        TestClient publisher = broker.Connect("p");
        for (int i = 0; i < 6; i++)
        {
            publisher.Publish("t", "x", QoS.AtLeastOnce);
        }

        Assert.Equal(4, subscriber.Waiting);
    }

    private static BrokerOptions With(int receiveMaximum) => new()
    {
        Connection = new ConnectionOptions { ReceiveMaximum = receiveMaximum },
    };
}
