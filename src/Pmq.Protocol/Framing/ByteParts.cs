using System.Buffers;

namespace Pmq.Protocol;

/// <summary>Goes through the spans that a <see cref="ByteView"/> consists of.</summary>
public ref struct ByteParts
{
    private ReadOnlySpan<byte> _following;
    private ReadOnlySequenceSegment<byte>? _next;
    private int _left;

    internal ByteParts(ReadOnlySpan<byte> first, ReadOnlySequenceSegment<byte>? next, int length)
    {
        _following = first;
        _next = next;
        _left = length;
    }

    /// <summary>The span the enumerator stands at.</summary>
    public ReadOnlySpan<byte> Current { get; private set; }

    /// <summary>The enumerator itself.</summary>
    public readonly ByteParts GetEnumerator() => this;

    /// <summary>Goes to the next span.</summary>
    public bool MoveNext()
    {
        if (_left == 0)
        {
            return false;
        }

        Current = _following;
        _left -= _following.Length;
        if (_left > 0 && _next is not null)
        {
            ReadOnlySpan<byte> span = _next.Memory.Span;
            _following = span.Length > _left ? span[.._left] : span;
            _next = _next.Next;
        }

        return true;
    }
}
