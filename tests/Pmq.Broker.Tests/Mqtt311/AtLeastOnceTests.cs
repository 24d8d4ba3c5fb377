using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt311;

/// <summary>QoS 1 in both directions.</summary>
public sealed class AtLeastOnceTests
{
    [Fact]
    [Mqtt311("MQTT-4.3.2-1", "MQTT-3.3.1-1")]
    [Seed("PMQ-03")]
    public void A_message_is_held_until_PUBACK_and_sent_again_with_DUP_on_reconnect()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Kept("c");
        client.Subscribe("t");
        broker.Say("t", "x", QoS.AtLeastOnce);
        Packet first = client.Take(PacketType.Publish);
        Assert.Equal((QoS.AtLeastOnce, false), (first.QoS, first.Dup));
        Assert.NotEqual(0, first.PacketId);

        for (int i = 0; i < 3; i++)
        {
            client.Drop();
            client = broker.Kept("c");
            Packet again = client.Take(PacketType.Publish);
            Assert.Equal(("x", QoS.AtLeastOnce, true), (again.Text, again.QoS, again.Dup));
            Assert.Equal(first.PacketId, again.PacketId);
        }

        client.Acknowledge(PacketType.Puback, first.PacketId);
        client.Drop();
        Assert.Equal(0, broker.Kept("c").Waiting);
        Assert.Equal(1, broker.Ledger.Acknowledged);
    }

    [Fact]
    [Mqtt311("MQTT-4.3.2-1")]
    public void While_the_connection_stands_it_is_sent_once()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Subscriber("c", "t");
        broker.Say("t", "x", QoS.AtLeastOnce);
        client.Take(PacketType.Publish);

        broker.Advance(TimeSpan.FromDays(1));

        client.AssertAlive();
        Assert.Equal(0, client.Waiting);
    }

    [Fact]
    [Mqtt311("MQTT-4.3.2-2")]
    [Seed("PMQ-03", "HMQ-19")]
    public void A_receiver_answers_with_PUBACK_and_takes_the_identifier_as_new_afterwards()
    {
        using var broker = new TestBroker();
        TestClient watcher = broker.Subscriber("watcher", "t");
        TestClient client = broker.Clean("p");

        client.Publish("t", "one", QoS.AtLeastOnce, packetId: 7);
        Assert.Equal("Puback:7", client.Trace());
        client.Publish("t", "two", QoS.AtLeastOnce, packetId: 7);
        Assert.Equal("Puback:7", client.Trace());
        client.Publish("t", "three", QoS.AtLeastOnce, packetId: 7, dup: true);
        Assert.Equal("Puback:7", client.Trace());

        Assert.Equal("one two three", watcher.Texts());
    }

    [Fact]
    [Mqtt311("MQTT-4.3.2-2")]
    public void It_is_answered_though_nobody_subscribes()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Clean("p");

        client.Publish("nobody/here", "x", QoS.AtLeastOnce, packetId: 3);

        Packet puback = client.Take(PacketType.Puback);
        Assert.Equal((3, 4), (puback.PacketId, puback.Size));
    }

    [Fact]
    public void A_PUBACK_for_nothing_is_let_pass()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Clean("c");

        client.Acknowledge(PacketType.Puback, 1);

        client.AssertAlive();
    }
}
