namespace Pmq.Broker.Accounting;

/// <summary>
/// What one turn or read batch has to enter into the ledger. Every session has one, so it is small: the numbers of drops
/// are there only once something was dropped.
/// </summary>
/// <remarks>Owner: whoever runs the turn or the read loop.</remarks>
internal struct LedgerPage
{
    /// <summary>How many causes of drops there are.</summary>
    public const int Causes = (int)DropCause.Refused + 1;

    /// <summary>Long, because a batch to very many targets makes many copies.</summary>
    public long Accepted;
    public int Received;
    public int Delivered;
    public int Acknowledged;
    public int Queued;
    private int[]? _dropped;

    /// <summary>True when something was dropped.</summary>
    public readonly bool HasDrops => _dropped is not null;

    public readonly int Dropped(int cause) => _dropped?[cause] ?? 0;

    public void Drop(DropCause cause, int count = 1)
    {
        _dropped ??= new int[Causes];
        _dropped[(int)cause] += count;
    }
}
