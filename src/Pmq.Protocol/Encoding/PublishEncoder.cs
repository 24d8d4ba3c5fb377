using System.Buffers;

namespace Pmq.Protocol;

/// <summary>Writes PUBLISH.</summary>
public static class PublishEncoder
{
    /// <summary>Writes the packet and returns its size.</summary>
    public static int Write(IBufferWriter<byte> output, ProtocolVersion version, in PublishPacket packet)
    {
        if (packet.QoS != QoS.AtMostOnce && packet.PacketId == 0)
        {
            throw new ArgumentException("Above QoS 0 a PUBLISH needs a packet identifier.", nameof(packet));
        }

        int bodySize = PacketSize.Binary(packet.Topic)
            + (packet.QoS == QoS.AtMostOnce ? 0 : PacketSize.PacketId)
            + PacketSize.Properties(version, packet.Properties)
            + packet.Payload.Length;
        int size = PacketSize.Whole(bodySize);
        var writer = new SpanWriter(output.GetSpan(size));
        writer.Byte(Header(packet.QoS, packet.Dup, packet.Retain));
        writer.VariableInt(bodySize);
        writer.Binary(packet.Topic);
        if (packet.QoS != QoS.AtMostOnce)
        {
            writer.UInt16(packet.PacketId);
        }

        writer.Properties(version, packet.Properties);
        writer.Raw(packet.Payload);
        output.Advance(size);
        return size;
    }

    /// <summary>The first byte of a PUBLISH.</summary>
    public static byte Header(QoS qos, bool dup, bool retain) => (byte)(
        ((int)PacketType.Publish << 4) | (dup ? 0b1000 : 0) | ((int)qos << 1) | (retain ? 1 : 0));
}
