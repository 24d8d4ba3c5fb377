using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt311;

/// <summary>QoS 2 in both directions.</summary>
public sealed class ExactlyOnceTests
{
    [Fact]
    [Mqtt311("MQTT-4.3.3-1")]
    [Seed("PMQ-05")]
    public void A_sender_holds_the_message_until_PUBREC_and_PUBREL_until_PUBCOMP()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Kept("c");
        client.Subscribe("t");
        broker.Say("t", "x", QoS.ExactlyOnce);
        Packet first = client.Take(PacketType.Publish);
        Assert.Equal((QoS.ExactlyOnce, false), (first.QoS, first.Dup));
        ushort packetId = first.PacketId;
        Assert.NotEqual(0, packetId);

        client = Reconnect(broker, client);
        Assert.Equal($"x!:{packetId}", client.Trace());
        client.Acknowledge(PacketType.Pubrec, packetId);
        Assert.Equal($"Pubrel:{packetId}", client.Trace());
        client = Reconnect(broker, client);
        Assert.Equal($"Pubrel:{packetId}", client.Trace());
        client = Reconnect(broker, client);
        Assert.Equal($"Pubrel:{packetId}", client.Trace());
        Assert.Equal(1, broker.Ledger.Queued);
        client.Acknowledge(PacketType.Pubcomp, packetId);
        client = Reconnect(broker, client);

        Assert.Equal("", client.Trace());
        Assert.Equal((1, 0), (broker.Ledger.Acknowledged, broker.Ledger.Queued));
    }

    [Fact]
    [Mqtt311("MQTT-4.3.3-1")]
    [Seed("PMQ-05")]
    public void A_repeated_PUBREC_is_answered_with_PUBREL_again()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Subscriber("c", "t");
        broker.Say("t", "x", QoS.ExactlyOnce);
        ushort packetId = client.Take(PacketType.Publish).PacketId;

        client.Acknowledge(PacketType.Pubrec, packetId);
        client.Acknowledge(PacketType.Pubrec, packetId);
        client.Acknowledge(PacketType.Pubcomp, packetId);
        client.Acknowledge(PacketType.Pubrec, packetId);

        Assert.Equal($"Pubrel:{packetId} Pubrel:{packetId} Pubrel:{packetId}", client.Trace());
    }

    [Fact]
    [Mqtt311("MQTT-4.3.3-2")]
    [Seed("PMQ-04")]
    public void A_receiver_passes_a_message_on_once_however_often_it_comes_before_PUBREL()
    {
        using var broker = new TestBroker();
        TestClient watcher = broker.Subscriber("watcher", "t");
        TestClient client = broker.Kept("p");

        client.Publish("t", "x", QoS.ExactlyOnce, packetId: 7);
        client.Publish("t", "x", QoS.ExactlyOnce, packetId: 7, dup: true);
        Assert.Equal("Pubrec:7 Pubrec:7", client.Trace());
        client = Reconnect(broker, client, "p");
        client.Publish("t", "x", QoS.ExactlyOnce, packetId: 7, dup: true);
        Assert.Equal("Pubrec:7", client.Trace());
        client.Acknowledge(PacketType.Pubrel, 7);
        Assert.Equal("Pubcomp:7", client.Trace());

        Assert.Equal("x", watcher.Texts());
    }

    [Fact]
    [Mqtt311("MQTT-4.3.3-2")]
    [Seed("PMQ-04")]
    public void After_PUBREL_the_identifier_is_of_a_new_message()
    {
        using var broker = new TestBroker();
        TestClient watcher = broker.Subscriber("watcher", "t");
        TestClient client = broker.Clean("p");

        client.Publish("t", "one", QoS.ExactlyOnce, packetId: 7);
        client.Acknowledge(PacketType.Pubrel, 7);
        client.Publish("t", "two", QoS.ExactlyOnce, packetId: 7);

        Assert.Equal("Pubrec:7 Pubcomp:7 Pubrec:7", client.Trace());
        Assert.Equal("one two", watcher.Texts());
    }

    [Fact]
    [Mqtt311("MQTT-4.3.3-2")]
    public void PUBREL_is_answered_though_its_message_is_unknown()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Clean("p");

        client.Acknowledge(PacketType.Pubrel, 99);

        Packet pubcomp = client.Take(PacketType.Pubcomp);
        Assert.Equal((99, 4), (pubcomp.PacketId, pubcomp.Size));
    }

    [Theory]
    [InlineData(QoS.ExactlyOnce, PacketType.Puback)]
    [InlineData(QoS.ExactlyOnce, PacketType.Pubcomp)]
    [InlineData(QoS.AtLeastOnce, PacketType.Pubrec)]
    [Mqtt311("MQTT-4.8.0-1")]
    public void An_acknowledgement_that_does_not_fit_the_message_closes(QoS qos, PacketType wrong)
    {
        using var broker = new TestBroker();
        TestClient client = broker.Subscriber("c", "t");
        broker.Say("t", "x", qos);

        client.Acknowledge(wrong, client.Take(PacketType.Publish).PacketId);

        client.AssertClosedInSilence();
    }

    [Fact]
    [Mqtt311("MQTT-4.4.0-1", "MQTT-4.6.0-1", "MQTT-3.3.1-1")]
    [Seed("GMQ-49")]
    public void On_reconnect_PUBLISH_and_PUBREL_go_out_again_with_their_identifiers_in_their_order()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Kept("c");
        client.Subscribe("t");
        foreach (string text in (string[])["1", "2", "3", "4", "5", "6"])
        {
            broker.Say("t", text, text is "1" or "4" ? QoS.AtLeastOnce : QoS.ExactlyOnce);
        }

        ushort[] ids = [.. client.TakeAll().Select(message => message.PacketId)];
        client.Acknowledge(PacketType.Pubrec, ids[4]);
        client.Acknowledge(PacketType.Pubrec, ids[1]);
        client.Acknowledge(PacketType.Puback, ids[3]);

        client = Reconnect(broker, client);

        Assert.Equal(
            $"1!:{ids[0]} Pubrel:{ids[1]} 3!:{ids[2]} Pubrel:{ids[4]} 6!:{ids[5]}", client.Trace());
    }

    private static TestClient Reconnect(TestBroker broker, TestClient client, string clientId = "c")
    {
        client.Drop();
        return broker.Kept(clientId);
    }
}
