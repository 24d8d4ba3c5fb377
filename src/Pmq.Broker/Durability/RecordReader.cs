using System.Buffers.Binary;

namespace Pmq.Broker.Durability;

/// <summary>Reads what <see cref="RecordWriter"/> has written. What is not such bytes is a fault of the store's.</summary>
internal ref struct RecordReader(ReadOnlySpan<byte> record)
{
    private ReadOnlySpan<byte> _rest = record;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public byte Byte() => Take(1)[0];

    public long Number()
    {
        ulong value = 0;
        int shift = 0;
        byte digit;
        do
        {
            digit = Byte();
            Invariant.That(shift < 64, "A stored number is too long.");
            value |= (ulong)(digit & 0x7F) << shift;
            shift += 7;
        }
        while (digit > 0x7F);

        return (long)value;
    }

    public long Fixed() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    public ReadOnlySpan<byte> Bytes() => Take((int)Number());

    private ReadOnlySpan<byte> Take(int length)
    {
        Invariant.That(length >= 0 && length <= _rest.Length, "A stored record ends in the middle.");
        ReadOnlySpan<byte> taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }
}
