using System.Buffers;
using static Pmq.Protocol.PacketSender;
using static Pmq.Protocol.ProtocolVersion;

namespace Pmq.Protocol.Tests;

/// <summary>Packet identifiers (3.1.1 section 2.3.1; 5.0 section 2.2.1).</summary>
public sealed class PacketIdentifierTests
{
    [Theory]
    [InlineData("32 ('t' 0000 |x|)", "32 ('t' 0000 () |x|)")]
    [InlineData("34 ('t' 0000)", "34 ('t' 0000 ())")]
    [InlineData("3A ('t' 0000)", "3A ('t' 0000 ())")]
    [InlineData("82 (0000 't' 00)", "82 (0000 () 't' 00)")]
    [InlineData("A2 (0000 't')", "A2 (0000 () 't')")]
    [Mqtt311("MQTT-2.3.1-1")]
    [Mqtt5("MQTT-2.2.1-3")]
    public void A_clients_packet_with_the_identifier_0_is_refused(string mqtt311, string mqtt5) =>
        Check.Refused(Client, mqtt311, mqtt5, 0x82, "MQTT-2.3.1-1", "MQTT-2.2.1-3");

    [Theory]
    [InlineData("32 ('t' 0000 |x|)", "32 ('t' 0000 () |x|)")]
    [InlineData("34 ('t' 0000)", "34 ('t' 0000 ())")]
    [Mqtt311("MQTT-2.3.1-4")]
    [Mqtt5("MQTT-2.2.1-4")]
    public void A_servers_publish_with_the_identifier_0_is_refused(string mqtt311, string mqtt5) =>
        Check.Refused(Server, mqtt311, mqtt5, 0x82, "MQTT-2.3.1-4", "MQTT-2.2.1-4");

    [Theory]
    [InlineData(QoS.AtLeastOnce)]
    [InlineData(QoS.ExactlyOnce)]
    [Mqtt311("MQTT-2.3.1-4")]
    [Mqtt5("MQTT-2.2.1-4")]
    public void A_publish_above_qos_0_can_not_be_written_with_the_identifier_0(QoS qos)
    {
        Assert.Throws<ArgumentException>(() => Write(Mqtt311, qos));
        Assert.Throws<ArgumentException>(() => Write(Mqtt5, qos));
    }

    [Fact]
    [Mqtt311("MQTT-2.3.1-5")]
    [Mqtt5("MQTT-2.2.1-2")]
    public void A_publish_at_qos_0_has_no_identifier()
    {
        Check.Reads(Client, "30 ('t' 0007)", "30 ('t' () 0007)", @"PUBLISH q0 't'='\x00\x07'");
        Assert.Equal(PacketNotation.Parse("30 ('t' |x|)"), Write(Mqtt311, QoS.AtMostOnce, 7));
        Assert.Equal(PacketNotation.Parse("30 ('t' () |x|)"), Write(Mqtt5, QoS.AtMostOnce, 7));
    }

    [Theory]
    [InlineData("40")]
    [InlineData("50")]
    [InlineData("62")]
    [Mqtt311("MQTT-2.3.1-6")]
    [Mqtt5("MQTT-2.2.1-5")]
    public void An_acknowledgement_carries_an_identifier_that_a_publish_can_have(string header)
    {
        foreach (PacketSender sender in (PacketSender[])[Client, Server])
        {
            Check.Refused(
                sender, $"{header} (0000)", $"{header} (0000)", 0x82, "MQTT-2.3.1-6", "MQTT-2.2.1-5");
            Check.Refused(sender, $"{header} (00)", $"{header} (00)", 0x81, "2.2.3", "2.1.4");
            Assert.True(Answer.To(PacketNotation.Parse($"{header} (0001)"), Mqtt311, sender).IsPacket);
        }
    }

    [Fact]
    [Mqtt5("MQTT-2.2.1-5")]
    public void A_pubcomp_carries_an_identifier_that_a_publish_can_have() =>
        Check.Refused(Mqtt5, Server, "70 (0000)", 0x82, "MQTT-2.2.1-5");

    [Theory]
    [InlineData("90 (0000 00)", "90 (0000 () 00)")]
    [InlineData("B0 (0000)", "B0 (0000 () 00)")]
    [Mqtt311("MQTT-2.3.1-7")]
    [Mqtt5("MQTT-2.2.1-6")]
    public void A_suback_carries_an_identifier_that_a_request_can_have(string mqtt311, string mqtt5) =>
        Check.Refused(Server, mqtt311, mqtt5, 0x82, "MQTT-2.3.1-7", "MQTT-2.2.1-6");

    private static byte[] Write(ProtocolVersion version, QoS qos, ushort packetId = 0)
    {
        var output = new ArrayBufferWriter<byte>();
        PublishEncoder.Write(output, version, new PublishPacket("t"u8, "x"u8) { QoS = qos, PacketId = packetId });
        return output.WrittenSpan.ToArray();
    }
}
