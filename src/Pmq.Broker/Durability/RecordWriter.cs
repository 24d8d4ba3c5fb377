using System.Buffers;
using System.Buffers.Binary;

namespace Pmq.Broker.Durability;

/// <summary>Writes the engine's own form of what a store keeps as bytes: numbers of variable length, and bytes.</summary>
internal readonly struct RecordWriter(IBufferWriter<byte> output)
{
    private const int VarintBytesMax = 10;

    public void Byte(byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }

    /// <summary>Seven bits a byte, the lowest first; the highest bit says that more follow.</summary>
    public void Number(ulong value)
    {
        Span<byte> span = output.GetSpan(VarintBytesMax);
        int size = 0;
        while (value > 0x7F)
        {
            span[size++] = (byte)(value | 0x80);
            value >>= 7;
        }

        span[size++] = (byte)value;
        output.Advance(size);
    }

    public void Number(long value)
    {
        Invariant.That(value >= 0, "A number to be stored is below zero.");
        Number((ulong)value);
    }

    /// <summary>A number that is rarely small.</summary>
    public void Fixed(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(output.GetSpan(sizeof(long)), value);
        output.Advance(sizeof(long));
    }

    /// <summary>Bytes with their length before them.</summary>
    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        Number(bytes.Length);
        output.Write(bytes);
    }
}
