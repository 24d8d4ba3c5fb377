using System.Buffers;
using System.Buffers.Binary;

namespace Pmq.Protocol;

/// <summary>
/// Writes properties, without the length that stands before them on the wire: the packet's encoder adds it.
/// </summary>
public readonly ref struct PropertyWriter(IBufferWriter<byte> output)
{
    private readonly IBufferWriter<byte> _output = output;

    /// <summary>Writes a number in the form its property has.</summary>
    public void Add(PropertyId id, uint value)
    {
        Span<byte> span = _output.GetSpan(5);
        span[0] = (byte)id;
        switch (TypeOf(id))
        {
            case PropertyType.Byte:
                span[1] = checked((byte)value);
                _output.Advance(2);
                break;
            case PropertyType.TwoByteInteger:
                BinaryPrimitives.WriteUInt16BigEndian(span[1..], checked((ushort)value));
                _output.Advance(3);
                break;
            case PropertyType.FourByteInteger:
                BinaryPrimitives.WriteUInt32BigEndian(span[1..], value);
                _output.Advance(5);
                break;
            case PropertyType.VariableByteInteger:
                _output.Advance(1 + VariableInteger.Write(span[1..], value));
                break;
            default:
                throw new ArgumentException($"The value of {id} is not a number.", nameof(id));
        }
    }

    /// <summary>Writes a string or binary data.</summary>
    public void Add(PropertyId id, ReadOnlySpan<byte> value)
    {
        if (TypeOf(id) is not (PropertyType.Utf8String or PropertyType.BinaryData))
        {
            throw new ArgumentException($"The value of {id} is neither a string nor binary data.", nameof(id));
        }

        WriteId(id);
        WriteBinary(value);
    }

    /// <summary>Writes a user property.</summary>
    public void AddUserProperty(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        WriteId(PropertyId.UserProperty);
        WriteBinary(name);
        WriteBinary(value);
    }

    /// <summary>Writes a string or binary data that lies in a packet.</summary>
    public void Add(PropertyId id, ByteView value)
    {
        if (value.IsContiguous)
        {
            Add(id, value.Span);
        }
        else
        {
            Add(id, value.ToArray());
        }
    }

    /// <summary>Writes a user property that lies in a packet.</summary>
    public void AddUserProperty(ByteView name, ByteView value)
    {
        if (name.IsContiguous && value.IsContiguous)
        {
            AddUserProperty(name.Span, value.Span);
        }
        else
        {
            AddUserProperty(name.ToArray(), value.ToArray());
        }
    }

    private static PropertyType TypeOf(PropertyId id)
    {
        PropertyRule rule = PropertyRules.Of((byte)id);
        return rule.IsKnown ? rule.Type : throw new ArgumentOutOfRangeException(nameof(id), id, "No such property.");
    }

    private void WriteId(PropertyId id)
    {
        _output.GetSpan(1)[0] = (byte)id;
        _output.Advance(1);
    }

    private void WriteBinary(ReadOnlySpan<byte> value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_output.GetSpan(2), checked((ushort)value.Length));
        _output.Advance(2);
        _output.Write(value);
    }
}
