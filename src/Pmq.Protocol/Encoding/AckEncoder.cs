using System.Buffers;

namespace Pmq.Protocol;

/// <summary>Writes PUBACK, PUBREC, PUBREL and PUBCOMP.</summary>
public static class AckEncoder
{
    /// <summary>The size of an acknowledgement that has nothing to say but its identifier.</summary>
    public const int ShortSize = 4;

    /// <summary>
    /// Writes the packet and returns its size. Before 5.0 reason and properties are left out; in 5.0 they are left
    /// out when they say nothing.
    /// </summary>
    public static int Write(
        IBufferWriter<byte> output,
        ProtocolVersion version,
        PacketType type,
        ushort packetId,
        ReasonCode reason = ReasonCode.Success,
        ReadOnlySpan<byte> properties = default)
    {
        if (type is < PacketType.Puback or > PacketType.Pubcomp)
        {
            throw new ArgumentOutOfRangeException(nameof(type), type, "PUBACK, PUBREC, PUBREL or PUBCOMP.");
        }

        bool withTail = version == ProtocolVersion.Mqtt5 && ReasonTailEncoder.IsNeeded(reason, properties);
        int bodySize = PacketSize.PacketId + (withTail ? ReasonTailEncoder.Size(properties) : 0);
        int size = PacketSize.Whole(bodySize);
        var writer = new SpanWriter(output.GetSpan(size));
        writer.Byte(Header(type));
        writer.VariableInt(bodySize);
        writer.UInt16(packetId);
        if (withTail)
        {
            ReasonTailEncoder.Write(ref writer, reason, properties);
        }

        output.Advance(size);
        return size;
    }

    /// <summary>Writes an acknowledgement without reason and properties into <see cref="ShortSize"/> bytes.</summary>
    public static void WriteShort(Span<byte> destination, PacketType type, ushort packetId)
    {
        destination[3] = (byte)packetId;
        destination[2] = (byte)(packetId >> 8);
        destination[1] = PacketSize.PacketId;
        destination[0] = Header(type);
    }

    private static byte Header(PacketType type) => (byte)(((int)type << 4) | (type == PacketType.Pubrel ? 0b0010 : 0));
}
