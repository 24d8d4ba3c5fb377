namespace Pmq.Protocol;

/// <summary>
/// Writes the end that several 5.0 packets share: a reason code and properties, each only when needed.
/// </summary>
internal static class ReasonTailEncoder
{
    public static bool IsNeeded(ReasonCode reason, ReadOnlySpan<byte> properties) =>
        reason != ReasonCode.Success || !properties.IsEmpty;

    public static int Size(ReadOnlySpan<byte> properties) =>
        1 + (properties.IsEmpty ? 0 : PacketSize.Properties(ProtocolVersion.Mqtt5, properties));

    public static void Write(ref SpanWriter writer, ReasonCode reason, ReadOnlySpan<byte> properties)
    {
        writer.Byte((byte)reason);
        if (!properties.IsEmpty)
        {
            writer.Properties(ProtocolVersion.Mqtt5, properties);
        }
    }
}
