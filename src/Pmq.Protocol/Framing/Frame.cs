namespace Pmq.Protocol;

/// <summary>One whole packet as it lies in the receive buffer: its first byte and its body.</summary>
public readonly ref struct Frame(byte header, ByteView body, int length)
{
    /// <summary>The first byte: packet type and flags.</summary>
    public byte Header { get; } = header;

    /// <summary>The packet type.</summary>
    public PacketType Type => (PacketType)(Header >> 4);

    /// <summary>The low four bits of the first byte.</summary>
    public byte Flags => (byte)(Header & 0x0F);

    /// <summary>Everything after the remaining length.</summary>
    public ByteView Body { get; } = body;

    /// <summary>The length of the whole packet, fixed header included.</summary>
    public int Length { get; } = length;
}
