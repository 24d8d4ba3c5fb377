namespace Pmq.Broker.Outbound;

/// <summary>A queue of numbers that rise.</summary>
/// <remarks>Owner: session turn. A struct, so that a queue without QoS 0 costs no object for it.</remarks>
internal struct SequenceRing
{
    private const int FirstCapacity = 4;

    private long[]? _ring;
    private int _first;

    public int Count { get; private set; }

    public void Add(long sequence)
    {
        if (_ring is null || Count == _ring.Length)
        {
            Grow();
        }

        _ring![(_first + Count) & (_ring.Length - 1)] = sequence;
        Count++;
    }

    /// <summary>Takes the lowest; the caller knows that there is one.</summary>
    public long Take()
    {
        long sequence = _ring![_first];
        _first = (_first + 1) & (_ring.Length - 1);
        Count--;
        return sequence;
    }

    public void Clear() => Count = 0;

    public void Trim()
    {
        if (Count == 0)
        {
            _ring = null;
            _first = 0;
        }
    }

    private void Grow()
    {
        var larger = new long[Math.Max(FirstCapacity, (_ring?.Length ?? 0) * 2)];
        for (int i = 0; i < Count; i++)
        {
            larger[i] = _ring![(_first + i) & (_ring.Length - 1)];
        }

        _ring = larger;
        _first = 0;
    }
}
