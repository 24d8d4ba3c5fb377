using System.Buffers.Binary;

namespace Pmq.Protocol;

/// <summary>Writes the fields of a packet into a span that is known to be large enough.</summary>
internal ref struct SpanWriter(Span<byte> destination)
{
    private readonly Span<byte> _destination = destination;

    public int Position { get; private set; }

    public void Byte(byte value) => _destination[Position++] = value;

    public void UInt16(ushort value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_destination[Position..], value);
        Position += sizeof(ushort);
    }

    public void VariableInt(int value) =>
        Position += VariableInteger.Write(_destination[Position..], (uint)value);

    public void Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_destination[Position..]);
        Position += bytes.Length;
    }

    /// <summary>A string or binary data, with its length before it.</summary>
    public void Binary(ReadOnlySpan<byte> bytes)
    {
        UInt16(checked((ushort)bytes.Length));
        Raw(bytes);
    }

    /// <summary>A list of properties with its length before it; nothing before 5.0.</summary>
    public void Properties(ProtocolVersion version, ReadOnlySpan<byte> properties)
    {
        if (version == ProtocolVersion.Mqtt5)
        {
            VariableInt(properties.Length);
            Raw(properties);
        }
    }
}
