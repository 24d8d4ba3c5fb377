using System.Buffers;
using System.Buffers.Binary;

namespace Pmq.Protocol;

/// <summary>
/// Reads the fields of a packet's body one after the other. A read that runs past the end says so; no read looks
/// beyond the body, and each byte is passed once however many segments the body is split into.
/// </summary>
internal ref struct ByteCursor
{
    private ReadOnlySpan<byte> _part;
    private ReadOnlySequenceSegment<byte>? _next;
    private int _beyondPart;

    public ByteCursor(ByteView bytes)
    {
        _part = bytes.First;
        _next = bytes.Next;
        _beyondPart = bytes.Length - _part.Length;
    }

    public readonly int Remaining => _part.Length + _beyondPart;

    public readonly bool AtEnd => Remaining == 0;

    public bool TryReadByte(out byte value)
    {
        if (_part.IsEmpty && !NextPart())
        {
            value = 0;
            return false;
        }

        value = _part[0];
        _part = _part[1..];
        return true;
    }

    public bool TryReadUInt16(out ushort value)
    {
        if (BinaryPrimitives.TryReadUInt16BigEndian(_part, out value))
        {
            _part = _part[sizeof(ushort)..];
            return true;
        }

        Span<byte> copy = stackalloc byte[sizeof(ushort)];
        return TryReadInto(copy) && BinaryPrimitives.TryReadUInt16BigEndian(copy, out value);
    }

    public bool TryReadUInt32(out uint value)
    {
        if (BinaryPrimitives.TryReadUInt32BigEndian(_part, out value))
        {
            _part = _part[sizeof(uint)..];
            return true;
        }

        Span<byte> copy = stackalloc byte[sizeof(uint)];
        return TryReadInto(copy) && BinaryPrimitives.TryReadUInt32BigEndian(copy, out value);
    }

    /// <summary>A variable byte integer; the violation says what is wrong with it.</summary>
    public Violation? ReadVariableInteger(out uint value)
    {
        value = 0;
        for (int shift = 0; shift < 28; shift += 7)
        {
            if (!TryReadByte(out byte digit))
            {
                return Violations.BodyTooShort;
            }

            value |= (uint)(digit & 0x7F) << shift;
            if ((digit & 0x80) == 0)
            {
                return digit == 0 && shift > 0 ? Violations.VariableIntegerNotMinimal : null;
            }
        }

        return Violations.VariableIntegerTooLong;
    }

    public bool TryReadBytes(int length, out ByteView value)
    {
        if (length <= _part.Length)
        {
            value = new ByteView(_part[..length]);
            _part = _part[length..];
            return true;
        }

        return TryReadSplit(length, out value);
    }

    /// <summary>Binary data: a two-byte length, then that many bytes.</summary>
    public bool TryReadBinary(out ByteView value)
    {
        if (TryReadUInt16(out ushort length))
        {
            return TryReadBytes(length, out value);
        }

        value = default;
        return false;
    }

    /// <summary>A string: binary data that must be text as the standard wants it.</summary>
    public Violation? ReadText(out ByteView value) =>
        TryReadBinary(out value) ? Utf8Text.Check(value) : Violations.BodyTooShort;

    /// <summary>All that is left.</summary>
    public ByteView ReadRest()
    {
        TryReadBytes(Remaining, out ByteView rest);
        return rest;
    }

    private bool TryReadInto(scoped Span<byte> destination)
    {
        if (!TryReadBytes(destination.Length, out ByteView bytes))
        {
            return false;
        }

        bytes.CopyTo(destination);
        return true;
    }

    private bool TryReadSplit(int length, out ByteView value)
    {
        if (length > Remaining)
        {
            value = default;
            return false;
        }

        // The bytes may well lie in one part, behind one that is used up.
        if (_part.IsEmpty && NextPart() && length <= _part.Length)
        {
            return TryReadBytes(length, out value);
        }

        value = new ByteView(_part, _next, length);
        Skip(length);
        return true;
    }

    private void Skip(int length)
    {
        while (length > _part.Length)
        {
            length -= _part.Length;
            _part = default;
            NextPart();
        }

        _part = _part[length..];
    }

    /// <summary>Goes on, when the part is used up, to the next one that is not empty.</summary>
    private bool NextPart()
    {
        while (_part.IsEmpty && _beyondPart > 0 && _next is not null)
        {
            ReadOnlySpan<byte> span = _next.Memory.Span;
            _part = span.Length > _beyondPart ? span[.._beyondPart] : span;
            _beyondPart -= _part.Length;
            _next = _next.Next;
        }

        return !_part.IsEmpty;
    }
}
