using System.Buffers;

namespace Pmq.Protocol;

/// <summary>Writes PINGREQ, PINGRESP, DISCONNECT and AUTH.</summary>
public static class ControlEncoder
{
    /// <summary>Writes a PINGREQ and returns its size.</summary>
    public static int WritePingreq(IBufferWriter<byte> output) => WriteEmpty(output, PacketType.Pingreq);

    /// <summary>Writes a PINGRESP and returns its size.</summary>
    public static int WritePingresp(IBufferWriter<byte> output) => WriteEmpty(output, PacketType.Pingresp);

    /// <summary>Writes a DISCONNECT and returns its size. Before 5.0 it can't say why.</summary>
    public static int WriteDisconnect(
        IBufferWriter<byte> output,
        ProtocolVersion version,
        ReasonCode reason = ReasonCode.Success,
        ReadOnlySpan<byte> properties = default) =>
        version == ProtocolVersion.Mqtt5 && ReasonTailEncoder.IsNeeded(reason, properties)
            ? WriteReason(output, PacketType.Disconnect, reason, properties)
            : WriteEmpty(output, PacketType.Disconnect);

    /// <summary>Writes an AUTH of 5.0 and returns its size.</summary>
    public static int WriteAuth(IBufferWriter<byte> output, ReasonCode reason, ReadOnlySpan<byte> properties) =>
        ReasonTailEncoder.IsNeeded(reason, properties)
            ? WriteReason(output, PacketType.Auth, reason, properties)
            : WriteEmpty(output, PacketType.Auth);

    private static int WriteReason(
        IBufferWriter<byte> output, PacketType type, ReasonCode reason, ReadOnlySpan<byte> properties)
    {
        int bodySize = ReasonTailEncoder.Size(properties);
        int size = PacketSize.Whole(bodySize);
        var writer = new SpanWriter(output.GetSpan(size));
        writer.Byte((byte)((int)type << 4));
        writer.VariableInt(bodySize);
        ReasonTailEncoder.Write(ref writer, reason, properties);
        output.Advance(size);
        return size;
    }

    private static int WriteEmpty(IBufferWriter<byte> output, PacketType type)
    {
        const int size = 2;
        Span<byte> span = output.GetSpan(size);
        span[0] = (byte)((int)type << 4);
        span[1] = 0;
        output.Advance(size);
        return size;
    }
}
