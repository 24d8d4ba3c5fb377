using System.Buffers;

namespace Pmq.Protocol;

/// <summary>Writes SUBSCRIBE and UNSUBSCRIBE.</summary>
public static class SubscribeEncoder
{
    private const byte Flags = 0b0010;

    /// <summary>Writes a SUBSCRIBE and returns its size. Before 5.0 only the QoS of the options has a place.</summary>
    public static int WriteSubscribe(
        IBufferWriter<byte> output,
        ProtocolVersion version,
        ushort packetId,
        ReadOnlySpan<SubscriptionRequest> requests,
        ReadOnlySpan<byte> properties = default)
    {
        int bodySize = HeadSize(version, properties);
        foreach (SubscriptionRequest request in requests)
        {
            bodySize += PacketSize.Binary(request.Filter.Span) + 1;
        }

        int size = PacketSize.Whole(bodySize);
        var writer = new SpanWriter(output.GetSpan(size));
        WriteHead(ref writer, PacketType.Subscribe, bodySize, version, packetId, properties);
        foreach (SubscriptionRequest request in requests)
        {
            writer.Binary(request.Filter.Span);
            SubscriptionOptions options = request.Options;
            writer.Byte(version == ProtocolVersion.Mqtt5 ? options.Bits : (byte)options.QoS);
        }

        output.Advance(size);
        return size;
    }

    /// <summary>Writes an UNSUBSCRIBE and returns its size.</summary>
    public static int WriteUnsubscribe(
        IBufferWriter<byte> output,
        ProtocolVersion version,
        ushort packetId,
        ReadOnlySpan<ReadOnlyMemory<byte>> filters,
        ReadOnlySpan<byte> properties = default)
    {
        int bodySize = HeadSize(version, properties);
        foreach (ReadOnlyMemory<byte> filter in filters)
        {
            bodySize += PacketSize.Binary(filter.Span);
        }

        int size = PacketSize.Whole(bodySize);
        var writer = new SpanWriter(output.GetSpan(size));
        WriteHead(ref writer, PacketType.Unsubscribe, bodySize, version, packetId, properties);
        foreach (ReadOnlyMemory<byte> filter in filters)
        {
            writer.Binary(filter.Span);
        }

        output.Advance(size);
        return size;
    }

    private static int HeadSize(ProtocolVersion version, ReadOnlySpan<byte> properties) =>
        PacketSize.PacketId + PacketSize.Properties(version, properties);

    private static void WriteHead(
        ref SpanWriter writer,
        PacketType type,
        int bodySize,
        ProtocolVersion version,
        ushort packetId,
        ReadOnlySpan<byte> properties)
    {
        writer.Byte((byte)(((int)type << 4) | Flags));
        writer.VariableInt(bodySize);
        writer.UInt16(packetId);
        writer.Properties(version, properties);
    }
}
