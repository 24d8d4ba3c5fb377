using System.Buffers;

namespace Pmq.Protocol;

/// <summary>Writes CONNACK.</summary>
public static class ConnackEncoder
{
    /// <summary>Writes a CONNACK of 3.1 or 3.1.1 and returns its size.</summary>
    public static int Write(IBufferWriter<byte> output, ConnectReturnCode code, bool sessionPresent = false)
    {
        const int size = 4;
        var writer = new SpanWriter(output.GetSpan(size));
        writer.Byte((byte)PacketType.Connack << 4);
        writer.Byte(2);
        writer.Byte(sessionPresent ? (byte)1 : (byte)0);
        writer.Byte((byte)code);
        output.Advance(size);
        return size;
    }

    /// <summary>Writes a CONNACK of 5.0 and returns its size.</summary>
    public static int Write(
        IBufferWriter<byte> output, ReasonCode reason, bool sessionPresent, ReadOnlySpan<byte> properties)
    {
        int bodySize = 2 + PacketSize.Properties(ProtocolVersion.Mqtt5, properties);
        int size = PacketSize.Whole(bodySize);
        var writer = new SpanWriter(output.GetSpan(size));
        writer.Byte((byte)PacketType.Connack << 4);
        writer.VariableInt(bodySize);
        writer.Byte(sessionPresent ? (byte)1 : (byte)0);
        writer.Byte((byte)reason);
        writer.Properties(ProtocolVersion.Mqtt5, properties);
        output.Advance(size);
        return size;
    }
}
