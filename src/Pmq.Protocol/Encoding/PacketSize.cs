namespace Pmq.Protocol;

/// <summary>How many bytes the parts of a packet take.</summary>
internal static class PacketSize
{
    public const int PacketId = sizeof(ushort);

    public static int Binary(ReadOnlySpan<byte> value) => sizeof(ushort) + value.Length;

    public static int Properties(ProtocolVersion version, ReadOnlySpan<byte> properties) =>
        version == ProtocolVersion.Mqtt5
            ? VariableInteger.SizeOf((uint)properties.Length) + properties.Length
            : 0;

    /// <summary>The size of the whole packet whose body has this size.</summary>
    public static int Whole(int bodySize) => 1 + VariableInteger.SizeOf((uint)bodySize) + bodySize;
}
