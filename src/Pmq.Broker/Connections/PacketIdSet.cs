namespace Pmq.Broker.Connections;

/// <summary>
/// A set of packet identifiers, as bits in pages that are there only where an identifier is. Clients number in
/// sequence, so that one page or two hold what is open at a time.
/// </summary>
/// <remarks>Owner: read loop of the session's connection.</remarks>
internal sealed class PacketIdSet
{
    private const int PageCount = 64;
    private const int PageBits = (ushort.MaxValue + 1) / PageCount;
    private const int WordBits = 64;

    private ulong[]?[]? _pages;

    // The page that became empty last: one identifier that comes and goes allocates nothing.
    private ulong[]? _spare;

    /// <summary>How many are in the set.</summary>
    public int Count { get; private set; }

    /// <summary>Adds an identifier; false when it is there already.</summary>
    public bool Add(ushort packetId)
    {
        _pages ??= new ulong[]?[PageCount];
        ulong[] page = _pages[packetId / PageBits] ??= NewPage();
        ref ulong word = ref page[packetId % PageBits / WordBits];
        ulong bit = BitOf(packetId);
        if ((word & bit) != 0)
        {
            return false;
        }

        word |= bit;
        Count++;
        return true;
    }

    /// <summary>Takes an identifier out; false when it is not there.</summary>
    public bool Remove(ushort packetId)
    {
        if (!Contains(packetId))
        {
            return false;
        }

        ref ulong[]? page = ref _pages![packetId / PageBits];
        page![packetId % PageBits / WordBits] &= ~BitOf(packetId);
        Count--;
        if (!page.AsSpan().ContainsAnyExcept(0UL))
        {
            _spare = page;
            page = null;
        }

        return true;
    }

    /// <summary>True when the identifier is in the set.</summary>
    public bool Contains(ushort packetId) =>
        _pages?[packetId / PageBits] is { } page && (page[packetId % PageBits / WordBits] & BitOf(packetId)) != 0;

    /// <summary>Takes all out and gives their memory back.</summary>
    public void Clear()
    {
        _pages = null;
        _spare = null;
        Count = 0;
    }

    /// <summary>Gives the memory of an empty set back.</summary>
    public void Trim()
    {
        if (Count == 0)
        {
            Clear();
        }
    }

    private static ulong BitOf(ushort packetId) => 1UL << (packetId % WordBits);

    private ulong[] NewPage()
    {
        ulong[] page = _spare ?? new ulong[PageBits / WordBits];
        _spare = null;
        return page;
    }
}
