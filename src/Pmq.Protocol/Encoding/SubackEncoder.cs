using System.Buffers;

namespace Pmq.Protocol;

/// <summary>Writes SUBACK and UNSUBACK.</summary>
public static class SubackEncoder
{
    /// <summary>
    /// Writes the packet and returns its size. Before 5.0 an UNSUBACK has no codes and every failure of a SUBACK is
    /// 0x80 [MQTT-3.9.3-2].
    /// </summary>
    public static int Write(
        IBufferWriter<byte> output,
        ProtocolVersion version,
        PacketType type,
        ushort packetId,
        ReadOnlySpan<ReasonCode> codes,
        ReadOnlySpan<byte> properties = default)
    {
        if (type is not (PacketType.Suback or PacketType.Unsuback))
        {
            throw new ArgumentOutOfRangeException(nameof(type), type, "SUBACK or UNSUBACK.");
        }

        if (version != ProtocolVersion.Mqtt5 && type == PacketType.Unsuback)
        {
            codes = default;
        }

        int bodySize = PacketSize.PacketId + PacketSize.Properties(version, properties) + codes.Length;
        int size = PacketSize.Whole(bodySize);
        var writer = new SpanWriter(output.GetSpan(size));
        writer.Byte((byte)((int)type << 4));
        writer.VariableInt(bodySize);
        writer.UInt16(packetId);
        writer.Properties(version, properties);
        foreach (ReasonCode code in codes)
        {
            bool coarse = version != ProtocolVersion.Mqtt5 && code.IsFailure();
            writer.Byte(coarse ? (byte)ReasonCode.UnspecifiedError : (byte)code);
        }

        output.Advance(size);
        return size;
    }
}
