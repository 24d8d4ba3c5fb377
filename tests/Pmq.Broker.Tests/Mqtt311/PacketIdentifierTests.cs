using Pmq.Broker.Options;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt311;

public sealed class PacketIdentifierTests
{
    [Theory]
    [InlineData("82 06 00 00 00 01 74 00")]
    [InlineData("A2 05 00 00 00 01 74")]
    [InlineData("32 06 00 01 74 00 00 78")]
    [InlineData("34 06 00 01 74 00 00 78")]
    [Mqtt311("MQTT-2.3.1-1")]
    public void An_identifier_of_0_closes(string packet)
    {
        using var broker = new TestBroker();
        TestClient watcher = broker.Subscriber("watcher", "#");
        TestClient client = broker.Clean("c");

        client.SendHex(packet);

        client.AssertClosedInSilence();
        Assert.Equal(0, watcher.Waiting);
    }

    [Theory]
    [InlineData("40 02 00 00")]
    [InlineData("50 02 00 00")]
    [InlineData("62 02 00 00")]
    [InlineData("70 02 00 00")]
    [Mqtt311("MQTT-2.3.1-6")]
    public void An_acknowledgement_of_identifier_0_closes(string packet)
    {
        using var broker = new TestBroker();
        TestClient client = broker.Clean("c");

        client.SendHex(packet);

        client.AssertClosedInSilence();
    }

    [Fact]
    [Mqtt311("MQTT-2.3.1-4")]
    public void The_brokers_own_messages_have_identifiers_that_are_not_in_use()
    {
        using var broker = new TestBroker(new BrokerOptions { Session = new SessionOptions { InflightMax = 1000 } });
        TestClient client = broker.Subscriber("c", "t", QoS.AtLeastOnce);
        TestClient publisher = broker.Clean("p");
        byte[] messages = Messages(publisher, 1000);

        publisher.Send(messages);

        ushort[] identifiers = [.. client.TakeAll().Select(packet => packet.PacketId)];
        Assert.Equal(1000, identifiers.Distinct().Count());
        Assert.DoesNotContain((ushort)0, identifiers);
    }

    [Fact]
    [Mqtt311("MQTT-2.3.1-4")]
    public void An_identifier_in_use_is_not_given_again_when_all_others_have_been()
    {
        using var broker = new TestBroker(new BrokerOptions { Session = new SessionOptions { InflightMax = 1000 } });
        TestClient client = broker.Subscriber("c", "t", QoS.AtLeastOnce);
        TestClient publisher = broker.Clean("p");
        publisher.Send(Messages(publisher, 1));
        ushort held = client.Take(PacketType.Publish).PacketId;
        int others = ushort.MaxValue - 1;
        for (int sent = 0; sent < others; sent += 998)
        {
            publisher.Send(Messages(publisher, Math.Min(998, others - sent)));
            IReadOnlyList<Packet> messages = client.TakeAll();
            Assert.DoesNotContain(messages, message => message.PacketId == 0 || message.PacketId == held);
            client.Send([.. messages.SelectMany(message => RawPacket.Of(0x40, RawPacket.Number(message.PacketId)))]);
            publisher.TakeAll();
        }

        publisher.Send(Messages(publisher, 1));
        Assert.Equal(0, client.Waiting);
        client.Acknowledge(PacketType.Puback, held);
        Assert.Equal(held, client.Take(PacketType.Publish).PacketId);
    }

    [Fact]
    [Mqtt311("MQTT-2.3.1-5")]
    public void At_QoS_0_there_is_no_identifier_on_either_way()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Subscriber("c", "t");

        broker.Clean("p").SendHex("30 05 00 01 74 78 79");

        Packet message = client.Take(PacketType.Publish);
        Assert.Equal(("xy", 7), (message.Text, message.Size));
    }

    [Fact]
    [Mqtt311("MQTT-2.3.1-5")]
    public void A_message_lowered_to_QoS_0_loses_its_identifier()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Subscriber("c", "t", QoS.AtMostOnce);

        broker.Say("t", "xy", QoS.ExactlyOnce);

        Packet message = client.Take(PacketType.Publish);
        Assert.Equal(("xy", 7), (message.Text, message.Size));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0x1234)]
    [InlineData(0xFFFF)]
    [Mqtt311("MQTT-2.3.1-6")]
    [Seed("PMQ-03", "PMQ-04", "HMQ-19")]
    public void Answers_to_a_PUBLISH_carry_its_identifier(ushort packetId)
    {
        using var broker = new TestBroker();
        TestClient client = broker.Clean("c");

        client.Publish("t", "x", QoS.AtLeastOnce, packetId: packetId);
        Assert.Equal(packetId, client.Take(PacketType.Puback).PacketId);
        client.Publish("t", "x", QoS.ExactlyOnce, packetId: packetId);
        Assert.Equal(packetId, client.Take(PacketType.Pubrec).PacketId);
        client.Acknowledge(PacketType.Pubrel, packetId);
        Assert.Equal(packetId, client.Take(PacketType.Pubcomp).PacketId);
    }

    [Fact]
    [Mqtt311("MQTT-2.3.1-6")]
    public void PUBREL_carries_the_identifier_of_the_PUBLISH()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Subscriber("c", "t");
        broker.Say("t", "one", QoS.ExactlyOnce);
        broker.Say("t", "two", QoS.ExactlyOnce);
        ushort first = client.Take(PacketType.Publish).PacketId;
        ushort second = client.Take(PacketType.Publish).PacketId;

        client.Acknowledge(PacketType.Pubrec, second);
        client.Acknowledge(PacketType.Pubrec, first);

        Assert.Equal($"Pubrel:{second} Pubrel:{first}", client.Trace());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0xABCD)]
    [InlineData(0xFFFF)]
    [Mqtt311("MQTT-2.3.1-7", "MQTT-3.8.4-2", "MQTT-3.10.4-4")]
    [Seed("PMQ-53")]
    public void SUBACK_and_UNSUBACK_carry_the_identifier_of_the_request(ushort packetId)
    {
        using var broker = new TestBroker();
        TestClient client = broker.Clean("c");

        client.Send(RawPacket.Of(0x82, RawPacket.Number(packetId), RawPacket.Text("t"), [1]));
        Assert.Equal(packetId, client.Take(PacketType.Suback).PacketId);
        client.Send(RawPacket.Of(0xA2, RawPacket.Number(packetId), RawPacket.Text("t")));
        Packet unsuback = client.Take(PacketType.Unsuback);
        Assert.Equal((packetId, 4), (unsuback.PacketId, unsuback.Size));
    }

    private static byte[] Messages(TestClient publisher, int count) =>
    [
        .. Enumerable.Range(1, count)
            .SelectMany(packetId => publisher.PublishBytes("t", "x", QoS.AtLeastOnce, (ushort)packetId)),
    ];
}
