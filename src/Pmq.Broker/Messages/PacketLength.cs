namespace Pmq.Broker.Messages;

/// <summary>The sizes of packets whose remaining length is in its shortest form.</summary>
internal static class PacketLength
{
    // The longest packets whose remaining length takes one byte, two and three.
    private const int OneByteMax = 2 + 0x7F;
    private const int TwoBytesMax = 3 + 0x3FFF;
    private const int ThreeBytesMax = 4 + 0x1F_FFFF;

    /// <summary>The length of the packet at the front of the bytes.</summary>
    public static int Of(ReadOnlySpan<byte> packet)
    {
        int remaining = 0;
        int at = 1;
        byte digit;
        do
        {
            digit = packet[at];
            remaining |= (digit & 0x7F) << (7 * (at - 1));
            at++;
        }
        while (digit > 0x7F);

        return at + remaining;
    }

    /// <summary>The size of the fixed header of a packet of this length.</summary>
    public static int HeaderSize(int packetLength) => packetLength switch
    {
        <= OneByteMax => 2,
        <= TwoBytesMax => 3,
        <= ThreeBytesMax => 4,
        _ => 5,
    };
}
