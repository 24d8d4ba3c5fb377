using System.Runtime.CompilerServices;

namespace Pmq.Broker.Accounting;

/// <summary>What one turn or read batch has to enter into the ledger.</summary>
/// <remarks>Owner: whoever runs the turn or the read loop.</remarks>
internal struct LedgerPage
{
    /// <summary>How many causes of drops there are.</summary>
    public const int Causes = (int)DropCause.Refused + 1;

    public long Received;
    public long Accepted;
    public long Delivered;
    public long Acknowledged;
    public long Queued;
    private DropCounts _dropped;

    /// <summary>True when something was dropped.</summary>
    public bool HasDrops { get; private set; }

    public readonly long Dropped(int cause) => _dropped[cause];

    public void Drop(DropCause cause, long count = 1)
    {
        _dropped[(int)cause] += count;
        HasDrops = true;
    }

    [InlineArray(Causes)]
    private struct DropCounts
    {
        private long _first;
    }
}
