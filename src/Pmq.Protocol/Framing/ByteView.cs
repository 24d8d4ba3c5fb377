using System.Buffers;

namespace Pmq.Protocol;

/// <summary>
/// A run of bytes inside a packet, looked at where it lies. Nearly always it is one span; where a segment of the
/// receive buffer ends inside it, it goes on in the next segment, and everything still works, only slower.
/// </summary>
public readonly ref struct ByteView
{
    /// <summary>A view of one span.</summary>
    public ByteView(ReadOnlySpan<byte> span)
    {
        First = span;
        Length = span.Length;
    }

    /// <summary>A view of a sequence.</summary>
    public ByteView(scoped in ReadOnlySequence<byte> sequence)
    {
        Length = checked((int)sequence.Length);
        First = sequence.FirstSpan;
        if (First.Length < Length)
        {
            Next = ((ReadOnlySequenceSegment<byte>)sequence.Start.GetObject()!).Next;
        }
    }

    internal ByteView(ReadOnlySpan<byte> first, ReadOnlySequenceSegment<byte>? next, int length)
    {
        First = first;
        Next = next;
        Length = length;
    }

    /// <summary>The number of bytes.</summary>
    public int Length { get; }

    /// <summary>True when there are no bytes.</summary>
    public bool IsEmpty => Length == 0;

    /// <summary>True when all bytes lie in one span.</summary>
    public bool IsContiguous => First.Length == Length;

    /// <summary>The bytes as one span. Only when <see cref="IsContiguous"/>.</summary>
    public ReadOnlySpan<byte> Span
    {
        get
        {
            if (!IsContiguous)
            {
                throw new InvalidOperationException("The bytes are split over segments; ask IsContiguous first.");
            }

            return First;
        }
    }

    /// <summary>The bytes in the spans they lie in, in their order; just one when <see cref="IsContiguous"/>.</summary>
    public ByteParts Parts => new(First, Next, Length);

    /// <summary>The byte at an index. Slow on split bytes.</summary>
    public byte this[int index] => index < First.Length ? First[index] : Slice(index, 1).First[0];

    /// <summary>The bytes up to the first segment's end.</summary>
    internal ReadOnlySpan<byte> First { get; }

    /// <summary>The segment in which split bytes go on.</summary>
    internal ReadOnlySequenceSegment<byte>? Next { get; }

    /// <summary>A part of the view.</summary>
    public ByteView Slice(int start, int length) => IsContiguous
        ? new ByteView(First.Slice(start, length))
        : SliceSplit(start, length);

    /// <summary>Copies all bytes to the front of the destination.</summary>
    public void CopyTo(Span<byte> destination)
    {
        foreach (ReadOnlySpan<byte> part in Parts)
        {
            part.CopyTo(destination);
            destination = destination[part.Length..];
        }
    }

    /// <summary>The bytes in an array of their own.</summary>
    public byte[] ToArray()
    {
        if (IsEmpty)
        {
            return [];
        }

        byte[] copy = new byte[Length];
        CopyTo(copy);
        return copy;
    }

    /// <summary>True when the view holds exactly these bytes.</summary>
    public bool SequenceEqual(ReadOnlySpan<byte> other)
    {
        if (Length != other.Length)
        {
            return false;
        }

        foreach (ReadOnlySpan<byte> part in Parts)
        {
            if (!part.SequenceEqual(other[..part.Length]))
            {
                return false;
            }

            other = other[part.Length..];
        }

        return true;
    }

    /// <summary>True when the view begins with these bytes.</summary>
    public bool StartsWith(ReadOnlySpan<byte> prefix) =>
        Length >= prefix.Length && Slice(0, prefix.Length).SequenceEqual(prefix);

    private ByteView SliceSplit(int start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)start, (uint)Length, nameof(start));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)(Length - start), nameof(length));
        var cursor = new ByteCursor(this);
        return cursor.TryReadBytes(start, out _) && cursor.TryReadBytes(length, out ByteView slice) ? slice : default;
    }
}
