using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt5.Connecting;

/// <summary>DISCONNECT in both directions, and the closing of the connection that goes with it.</summary>
public class DisconnectTests
{
    [Theory]
    [InlineData("C1 00", ReasonCode.MalformedPacket)]
    [InlineData("10 00", ReasonCode.ProtocolError)]
    [InlineData("30 04 00 01 2B 00", ReasonCode.TopicNameInvalid)]
    [InlineData("30 FF FF FF 7F", ReasonCode.PacketTooLarge)]
    [Mqtt5("MQTT-4.13.1-1", "MQTT-4.13.2-1", "MQTT-3.14.4-2")]
    public void A_broken_rule_is_told_by_its_code_and_closes_the_connection(string packet, ReasonCode reason)
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect("c");

        client.SendHex(packet);

        Packet disconnect = client.Take(PacketType.Disconnect);
        Assert.Equal(reason, disconnect.Reason);
        Assert.NotEmpty(disconnect.TextOf(PropertyId.ReasonString));
        Assert.True(client.IsClosed);
        Assert.Empty(broker.Sessions);
    }

    [Fact]
    [Mqtt5("MQTT-3.14.1-1")]
    public void DISCONNECT_with_flags_is_malformed()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect("c");

        client.SendHex("E1 00");

        Assert.Equal(ReasonCode.MalformedPacket, client.Take(PacketType.Disconnect).Reason);
        Assert.True(client.IsClosed);
    }

    [Theory]
    [InlineData(0x01)]
    [InlineData(0x87)]
    [InlineData(0x8E)]
    [InlineData(0x9C)]
    [Mqtt5("MQTT-3.14.2-1")]
    public void DISCONNECT_with_a_code_that_is_not_a_clients_is_a_protocol_error(byte code)
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect("c");

        client.Send([0xE0, 1, code]);

        Assert.Equal(ReasonCode.ProtocolError, client.Take(PacketType.Disconnect).Reason);
    }

    [Fact]
    [Mqtt5("MQTT-3.14.2-2")]
    public void The_brokers_DISCONNECT_has_no_session_expiry()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect(ConnectFor.Client("c", expiry: 10));

        broker.Node.EndClient("c", endSession: true);
        broker.Run();

        Packet disconnect = client.Take(PacketType.Disconnect);
        Assert.False(disconnect.Has(PropertyId.SessionExpiryInterval));
    }

    [Fact]
    [Mqtt5("MQTT-3.14.4-2")]
    public void DISCONNECT_of_the_client_closes_the_connection_without_an_answer()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect("c");

        client.SendHex("E0 00");

        Assert.True(client.IsClosed);
        Assert.Equal(0, client.Waiting);
    }

    [Fact]
    [Mqtt5("MQTT-3.14.4-1")]
    public void What_a_client_sends_after_its_DISCONNECT_is_not_worked_on()
    {
        using var broker = new TestBroker();
        TestClient watcher = broker.Connect("w");
        watcher.Subscribe("t");
        TestClient client = broker.Connect("c");

        client.Send([.. client.PublishBytes("t", "before"), 0xE0, 0, .. client.PublishBytes("t", "after")]);
        client.Send(client.PublishBytes("t", "later"));

        Assert.Equal(["before"], watcher.TakeAll().Select(packet => packet.Text));
    }

    [Fact]
    [Mqtt5("MQTT-3.14.4-1")]
    public void The_broker_answers_nothing_after_its_DISCONNECT()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect("c");
        client.Subscribe("t");

        client.Send([
            .. client.PublishBytes("t", "before", QoS.AtLeastOnce, 1),
            0xC1, 0,
            .. client.PublishBytes("t", "after"),
            0xC0, 0,
        ]);

        IReadOnlyList<Packet> received = client.TakeAll();
        Assert.Equal(PacketType.Disconnect, received[^1].Type);
        Assert.Single(received, packet => packet.Type == PacketType.Disconnect);
        Assert.DoesNotContain(received, packet => packet.Text == "after");
    }

    /// <summary>An answer that lies in the mailbox when the broker closes: a PINGRESP that comes too late.</summary>
    [Fact]
    [Mqtt5("MQTT-3.14.4-1")]
    public void An_answer_that_comes_after_the_DISCONNECT_is_left_out()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect("c");
        broker.Node.EndClient("c", endSession: false);
        Assert.True(broker.Scheduler.RunOne());

        client.SendQuietly([0xC0, 0, .. client.PublishBytes("t", "x", QoS.AtLeastOnce, 7)]);
        broker.Run();

        Assert.Equal([PacketType.Disconnect], client.TakeAll().Select(packet => packet.Type));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [Mqtt5("MQTT-3.12.4-1")]
    public void Every_PINGREQ_is_answered_by_a_PINGRESP(int count)
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect("c");

        client.Send([.. Enumerable.Repeat<byte[]>([0xC0, 0], count).SelectMany(ping => ping)]);

        Assert.Equal(Enumerable.Repeat(PacketType.Pingresp, count), client.TakeAll().Select(packet => packet.Type));
    }
}
