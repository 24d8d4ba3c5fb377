using Pmq.Broker.Options;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt311;

public sealed class OrderTests
{
    [Fact]
    [Mqtt311("MQTT-4.6.0-1")]
    public void Messages_are_sent_again_in_the_order_in_which_they_were_sent_and_before_new_ones()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Kept("c");
        client.Subscribe("t");
        Say(broker, 1, 5);
        ushort[] ids = [.. client.TakeAll().Select(message => message.PacketId)];
        client.Acknowledge(PacketType.Puback, ids[2]);
        client.Drop();
        Say(broker, 6, 2);

        TestClient again = broker.Kept("c");

        Assert.Equal("1 2 4 5 6 7", again.Texts());
    }

    [Fact]
    [Mqtt311("MQTT-4.6.0-1")]
    public void They_are_sent_again_in_their_order_through_a_window_of_one()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect(new ConnectSettings
        {
            ClientId = "c",
            CleanStart = false,
            Properties = Props.Of(PropertyId.SessionExpiryInterval, 1000),
        });
        client.Subscribe("t");
        Say(broker, 1, 4);
        client.Drop();

        // Only 5.0 can ask for a window, and come back with a smaller one than it left with.
        TestClient again = broker.Connect(new ConnectSettings
        {
            ClientId = "c",
            CleanStart = false,
            Properties = Props.Of(PropertyId.SessionExpiryInterval, 1000).And(PropertyId.ReceiveMaximum, 1),
        });
        Assert.Equal(1, again.Waiting);

        Assert.Equal("1 2 3 4", again.Texts());
    }

    [Theory]
    [InlineData(QoS.AtLeastOnce, "Puback")]
    [InlineData(QoS.ExactlyOnce, "Pubrec")]
    [Mqtt311("MQTT-4.6.0-2", "MQTT-4.6.0-3")]
    public void PUBACK_and_PUBREC_are_sent_in_the_order_of_the_messages(QoS qos, string answer)
    {
        using var broker = new TestBroker();
        broker.Subscriber("watcher", "#");
        TestClient client = broker.Clean("p");
        ushort[] ids = [9, 3, 4, 5, 1, 65535, 2, 8, 7];

        client.Send([.. ids.SelectMany(id => client.PublishBytes($"t/{id}", "x", qos, id))]);

        Assert.Equal(string.Join(' ', ids.Select(id => $"{answer}:{id}")), client.Trace());
    }

    [Fact]
    [Mqtt311("MQTT-4.6.0-4")]
    public void PUBREL_is_sent_in_the_order_of_the_PUBRECs()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Subscriber("c", "t");
        TestClient publisher = broker.Clean("p");
        publisher.Send([.. Enumerable.Range(1, 6)
            .SelectMany(id => publisher.PublishBytes("t", "x", QoS.ExactlyOnce, (ushort)id))]);
        ushort[] ids = [.. client.TakeAll().Select(message => message.PacketId)];
        ushort[] order = [ids[3], ids[0], ids[1], ids[5], ids[4], ids[2]];

        client.Send([.. order.SelectMany(id => RawPacket.Of(0x50, RawPacket.Number(id)))]);

        Assert.Equal(string.Join(' ', order.Select(id => $"Pubrel:{id}")), client.Trace());
    }

    [Theory]
    [InlineData(QoS.AtMostOnce)]
    [InlineData(QoS.AtLeastOnce)]
    [InlineData(QoS.ExactlyOnce)]
    [Mqtt311("MQTT-4.6.0-5", "MQTT-4.6.0-6")]
    public void Messages_of_a_topic_reach_every_subscriber_in_the_order_of_the_publisher(QoS qos)
    {
        using var broker = new TestBroker(new BrokerOptions { Session = new SessionOptions { InflightMax = 3 } });
        TestClient[] subscribers =
        [
            broker.Subscriber("exact", "t", qos), broker.Subscriber("wild", "#", qos), broker.Subscriber("deep", "t/#", qos),
        ];
        TestClient away = broker.Kept("away");
        away.Subscribe("t", qos);
        away.Drop();
        TestClient publisher = broker.Clean("p");

        publisher.Send([.. Enumerable.Range(1, 40)
            .SelectMany(id => publisher.PublishBytes("t", $"{id}", qos, qos == QoS.AtMostOnce ? (ushort)0 : (ushort)id))]);

        string expected = string.Join(' ', Enumerable.Range(1, 40));
        Assert.All(subscribers, subscriber => Assert.Equal(expected, subscriber.Texts()));
        Assert.Equal(expected, broker.Kept("away").Texts());
    }

    [Fact]
    [Mqtt311("MQTT-4.6.0-6")]
    public void Messages_wait_behind_those_that_wait_already()
    {
        using var broker = new TestBroker(new BrokerOptions { Session = new SessionOptions { InflightMax = 1 } });
        TestClient client = broker.Subscriber("c", "t");
        Say(broker, 1, 3);
        ushort first = client.Take(PacketType.Publish).PacketId;

        // A place becomes free while more come in: they may not pass those that wait.
        client.SendQuietly(RawPacket.Of(0x40, RawPacket.Number(first)));
        Say(broker, 4, 2);

        Assert.Equal("2 3 4 5", client.Texts());
    }

    private static void Say(TestBroker broker, int first, int count)
    {
        TestClient publisher = broker.Clean("p");
        publisher.Send([.. Enumerable.Range(first, count)
            .SelectMany(number => publisher.PublishBytes("t", $"{number}", QoS.AtLeastOnce, (ushort)number))]);
        publisher.Disconnect();
    }
}
