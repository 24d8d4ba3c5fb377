using System.Buffers;
using Pmq.Broker.Options;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt5.Connecting;

public class PacketIdentifierTests
{
    [Fact]
    [Mqtt5("MQTT-2.2.1-2")]
    public void A_message_delivered_at_QoS_0_has_no_identifier()
    {
        using var broker = new TestBroker();
        TestClient subscriber = broker.Connect("s");
        subscriber.Subscribe("t", QoS.AtMostOnce);

        broker.Connect("p").Publish("t", "x", QoS.AtLeastOnce, packetId: 0x7878);

        Packet publish = subscriber.Take(PacketType.Publish);
        Assert.Equal((QoS.AtMostOnce, "x"), (publish.QoS, publish.Text));
        Assert.Equal("30 05 00 01 74 00 78".Split().Length, publish.Size);
    }

    [Theory]
    [InlineData("32 06 00 01 74 00 00 00")]
    [InlineData("82 07 00 00 00 00 01 74 00")]
    [InlineData("A2 06 00 00 00 00 01 74")]
    [Mqtt5("MQTT-2.2.1-3")]
    public void An_identifier_of_zero_is_a_protocol_error(string packet)
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect("c");

        client.SendHex(packet);

        Assert.Equal(ReasonCode.ProtocolError, client.Take(PacketType.Disconnect).Reason);
        Assert.True(client.IsClosed);
    }

    /// <summary>
    /// Goal: no identifier is zero or still in use, also when the counter begins anew. Method: one message stays
    /// unacknowledged while all other identifiers are given; then messages wait until it is acknowledged.
    /// </summary>
    [Fact]
    [Mqtt5("MQTT-2.2.1-4")]
    public void The_brokers_identifiers_are_never_zero_nor_in_use()
    {
        const int batch = 500;
        using var broker = new TestBroker(new BrokerOptions { Session = new SessionOptions { InflightMax = 2 * batch } });
        TestClient subscriber = broker.Connect("s");
        subscriber.Subscribe("t", QoS.AtLeastOnce);
        TestClient publisher = broker.Connect("p");
        publisher.Publish("t", "held", QoS.AtLeastOnce);
        ushort held = subscriber.Take(PacketType.Publish).PacketId;
        byte[] messages =
            [.. Enumerable.Range(1, batch).SelectMany(id => publisher.PublishBytes("t", "x", QoS.AtLeastOnce, (ushort)id))];
        int given = 1;
        ushort[] last = [];

        while (given < ushort.MaxValue)
        {
            publisher.Send(messages);
            publisher.TakeAll();
            last = [.. subscriber.TakeAll().Select(packet => packet.PacketId)];
            AssertFree(last, held);
            given += last.Length;
            Assert.True(last.Length == batch || given == ushort.MaxValue, $"Only {last.Length} came.");
            if (given < ushort.MaxValue)
            {
                Acknowledge(subscriber, last);
            }
        }

        Acknowledge(subscriber, [held]);
        ushort[] rest = [.. subscriber.TakeAll().Select(packet => packet.PacketId)];
        AssertFree([.. last, .. rest], 0);
        Assert.Equal(batch, last.Length + rest.Length);
    }

    [Fact]
    [Mqtt5("MQTT-2.2.1-5")]
    public void Acknowledgements_carry_the_identifier_of_the_PUBLISH()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect("c");

        client.Publish("t", "x", QoS.AtLeastOnce, packetId: 513);
        Assert.Equal(513, client.Take(PacketType.Puback).PacketId);
        client.Publish("t", "x", QoS.ExactlyOnce, packetId: 1027);
        Assert.Equal(1027, client.Take(PacketType.Pubrec).PacketId);
        client.Acknowledge(PacketType.Pubrel, 1027);
        Assert.Equal(1027, client.Take(PacketType.Pubcomp).PacketId);
    }

    [Fact]
    [Mqtt5("MQTT-2.2.1-5")]
    public void PUBREL_carries_the_identifier_of_the_PUBLISH()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect("c");
        client.Subscribe("t");
        client.Publish("t", "one", QoS.AtMostOnce);
        broker.Connect("p").Publish("t", "first", QoS.AtLeastOnce);
        broker.Connect("q").Publish("t", "second", QoS.ExactlyOnce);
        ushort second = client.TakeAll().Single(packet => packet.QoS == QoS.ExactlyOnce).PacketId;

        client.Acknowledge(PacketType.Pubrec, second);

        Assert.Equal(second, client.Take(PacketType.Pubrel).PacketId);
    }

    [Fact]
    [Mqtt5("MQTT-2.2.1-6")]
    public void SUBACK_and_UNSUBACK_carry_the_identifier_of_the_request()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect("c");

        client.SendHex("82 07 12 34 00 00 01 74 00");
        Assert.Equal(0x1234, client.Take(PacketType.Suback).PacketId);
        client.SendHex("A2 06 56 78 00 00 01 74");
        Assert.Equal(0x5678, client.Take(PacketType.Unsuback).PacketId);
    }

    private static void AssertFree(ushort[] packetIds, ushort held)
    {
        HashSet<ushort> used = [0, held];
        Assert.All(packetIds, packetId => Assert.True(used.Add(packetId), $"{packetId} is zero or in use."));
    }

    private static void Acknowledge(TestClient client, ushort[] packetIds)
    {
        var acks = new ArrayBufferWriter<byte>();
        foreach (ushort packetId in packetIds)
        {
            AckEncoder.Write(acks, client.Version, PacketType.Puback, packetId);
        }

        client.Send(acks.WrittenSpan);
    }
}
