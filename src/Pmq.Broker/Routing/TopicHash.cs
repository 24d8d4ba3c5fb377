using System.Buffers.Binary;

namespace Pmq.Broker.Routing;

/// <summary>
/// The hash of the tables that clients fill. It takes eight bytes a step and is seeded by the node, so that nobody can
/// send filters which all fall on one place.
/// </summary>
internal static class TopicHash
{
    private const ulong LengthFactor = 0xA076_1D64_78BD_642F;
    private const ulong WordFactor = 0xE703_7ED1_A0B4_28DB;
    private const ulong TailFactor = 0x8EBC_6AF0_9C88_C6E3;

    public static uint Of(ReadOnlySpan<byte> bytes, ulong seed)
    {
        ulong hash = seed ^ ((ulong)bytes.Length * LengthFactor);
        while (bytes.Length >= sizeof(ulong))
        {
            hash = Fold(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes), WordFactor);
            bytes = bytes[sizeof(ulong)..];
        }

        hash = Fold(hash ^ Tail(bytes), TailFactor);
        return (uint)(hash ^ (hash >> 32));
    }

    /// <summary>Up to seven bytes as one number; the length, which is hashed too, tells the cases apart.</summary>
    private static ulong Tail(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= sizeof(uint))
        {
            ulong first = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            ulong last = BinaryPrimitives.ReadUInt32LittleEndian(bytes[^sizeof(uint)..]);
            return first | (last << 32);
        }

        return bytes.IsEmpty
            ? 0
            : bytes[0] | ((ulong)bytes[bytes.Length / 2] << 8) | ((ulong)bytes[^1] << 16);
    }

    private static ulong Fold(ulong a, ulong b) => Math.BigMul(a, b, out ulong low) ^ low;
}
