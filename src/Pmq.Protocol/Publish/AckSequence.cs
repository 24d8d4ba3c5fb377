using System.Buffers.Binary;

namespace Pmq.Protocol;

/// <summary>
/// Acknowledgements in their short form, four bytes each, that follow each other in a receive buffer with packet
/// identifiers in sequence, as clients write them for a batch of messages.
/// </summary>
public static class AckSequence
{
    private const int Size = 4;

    /// <summary>How many there are, the first included.</summary>
    /// <param name="bytes">The first one, which was decoded without a fault, and what was received after it.</param>
    /// <param name="countMax">Where to stop.</param>
    public static int Count(ReadOnlySpan<byte> bytes, int countMax)
    {
        if (bytes.Length < Size || bytes[1] != Size - 2)
        {
            return 1;
        }

        // A packet as a number: the next one is the same number plus one, as long as the identifier does not wrap.
        uint first = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        int most = Math.Min(Math.Min(countMax, bytes.Length / Size), ushort.MaxValue - (ushort)first + 1);
        int count = 1;
        while (count < most && BinaryPrimitives.ReadUInt32BigEndian(bytes[(count * Size)..]) == first + (uint)count)
        {
            count++;
        }

        return count;
    }
}
