using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt5.Messaging;

/// <summary>Who gets a message, and in which order.</summary>
public sealed class OrderTests
{
    [Fact]
    [Mqtt5("MQTT-4.5.0-1")]
    public void A_message_is_added_to_every_session_that_has_a_matching_subscription()
    {
        using var broker = new TestBroker();
        TestClient exact = broker.Connect("exact");
        exact.Subscribe("a/b");
        TestClient wild = broker.Connect("wild");
        wild.Subscribe("a/#");
        TestClient old = broker.Connect("old", ProtocolVersion.Mqtt311);
        old.Subscribe("+/b");
        TestClient other = broker.Connect("other");
        other.Subscribe("b/#");
        TestClient away = broker.ConnectKept("away");
        away.Subscribe("#");
        away.Drop();

        broker.Connect("p").Publish("a/b", "x", QoS.AtLeastOnce);

        Assert.Equal(["x"], exact.TakeTexts());
        Assert.Equal(["x"], wild.TakeTexts());
        Assert.Equal(["x"], old.TakeTexts());
        Assert.Empty(other.TakeTexts());
        Assert.Equal(["x"], broker.ConnectKept("away").TakeTexts());
    }

    [Theory]
    [InlineData(QoS.AtMostOnce)]
    [InlineData(QoS.AtLeastOnce)]
    [InlineData(QoS.ExactlyOnce)]
    [Mqtt5("MQTT-4.6.0-5", "MQTT-4.6.0-6")]
    public void Messages_of_one_publisher_topic_and_QoS_keep_their_order(QoS qos)
    {
        string[] expected = [.. Enumerable.Range(0, 120).Select(i => $"{i}")];
        for (int seed = 0; seed < 20; seed++)
        {
            using var broker = new TestBroker(seed: seed);
            TestClient direct = broker.ConnectWith("direct", Props.Of(PropertyId.ReceiveMaximum, 7));
            direct.Subscribe("t/+", qos);
            TestClient kept = broker.ConnectKept("kept", receiveMaximum: 5);
            kept.Subscribe("t/#", qos);
            kept.Drop();
            TestClient publisher = broker.Connect("p");
            for (int i = 0; i < expected.Length; i++)
            {
                ushort id = qos == QoS.AtMostOnce ? (ushort)0 : (ushort)(i + 1);
                publisher.SendQuietly(Frames.Publish("t/1", expected[i], qos, id));
                broker.Scheduler.RunOne();
            }

            broker.Run();
            Assert.Equal(expected, direct.DrainTexts());
            Assert.Equal(expected, broker.ConnectKept("kept", receiveMaximum: 3).DrainTexts());
        }
    }

    [Fact]
    [Mqtt5("MQTT-4.6.0-5")]
    public void Order_holds_through_a_full_window_a_lost_connection_and_what_comes_meanwhile()
    {
        using var broker = new TestBroker();
        TestClient kept = broker.ConnectKept("s", receiveMaximum: 2);
        kept.Subscribe("t");
        TestClient publisher = broker.Connect("p");
        for (int i = 0; i < 4; i++)
        {
            publisher.Publish("t", $"{i}", QoS.AtLeastOnce);
        }

        kept.Drop();
        publisher.Publish("t", "4", QoS.AtLeastOnce);

        kept = broker.ConnectKept("s", receiveMaximum: 2);
        publisher.Publish("t", "5", QoS.AtLeastOnce);

        Assert.Equal(["0", "1", "2", "3", "4", "5"], kept.DrainTexts());
    }

    [Fact]
    public void Answers_come_in_the_order_of_what_they_answer()
    {
        using var broker = new TestBroker();
        TestClient publisher = broker.Connect("p");
        publisher.Send(Frames.Join(
            Frames.Publish("t", "x", QoS.AtLeastOnce, 5),
            Frames.Publish("t", "x", QoS.AtLeastOnce, 3),
            Frames.Publish("t", "x", QoS.AtLeastOnce, 4)));
        Assert.Equal([5, 3, 4], publisher.TakeAll().Select(packet => (int)packet.PacketId));

        publisher.Send(Frames.Join(
            Frames.Publish("t", "x", QoS.ExactlyOnce, 9),
            Frames.Publish("t", "x", QoS.ExactlyOnce, 8),
            Frames.Publish("t", "x", QoS.ExactlyOnce, 7)));
        Assert.Equal([9, 8, 7], publisher.TakeAll().Select(packet => (int)packet.PacketId));
    }

    [Fact]
    public void PUBREL_packets_come_in_the_order_of_the_PUBREC_packets()
    {
        using var broker = new TestBroker();
        TestClient subscriber = broker.Connect("s");
        subscriber.Subscribe("t");
        TestClient publisher = broker.Connect("p");
        for (int i = 0; i < 4; i++)
        {
            publisher.Publish("t", $"{i}", QoS.ExactlyOnce);
        }

        ushort[] ids = [.. subscriber.TakeAll().Select(message => message.PacketId)];
        ushort[] order = [ids[2], ids[0], ids[3], ids[1]];

        subscriber.Send(Frames.Join(order.Select(id => Frames.Ack(PacketType.Pubrec, id))));

        Assert.Equal(order, subscriber.TakeAll().Select(packet => packet.PacketId));
    }
}
