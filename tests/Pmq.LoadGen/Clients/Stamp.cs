using System.Buffers.Binary;

namespace Pmq.LoadGen.Clients;

/// <summary>What every payload begins with: who sent it, which of theirs it is, and when.</summary>
internal static class Stamp
{
    /// <summary>Publisher's number and sequence number.</summary>
    public const int Size = 8;

    /// <summary>The same with the time.</summary>
    public const int SizeWithTime = 16;

    public static void Write(Span<byte> payload, int publisher, uint sequence)
    {
        BinaryPrimitives.WriteInt32LittleEndian(payload, publisher);
        BinaryPrimitives.WriteUInt32LittleEndian(payload[4..], sequence);
    }

    public static void WriteTime(Span<byte> payload, long ticks) =>
        BinaryPrimitives.WriteInt64LittleEndian(payload[Size..], ticks);

    public static void Read(ReadOnlySpan<byte> payload, out int publisher, out uint sequence)
    {
        publisher = BinaryPrimitives.ReadInt32LittleEndian(payload);
        sequence = BinaryPrimitives.ReadUInt32LittleEndian(payload[4..]);
    }

    public static long ReadTime(ReadOnlySpan<byte> payload) => BinaryPrimitives.ReadInt64LittleEndian(payload[Size..]);
}
