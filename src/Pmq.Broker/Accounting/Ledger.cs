namespace Pmq.Broker.Accounting;

/// <summary>
/// The node's books. Every copy of a message that is accepted for a target ends in exactly one account: delivered (QoS
/// 0, written to the client), acknowledged, queued (waiting or under way), or dropped with a cause. At every quiet
/// point they balance: accepted = delivered + acknowledged + queued + dropped.
/// </summary>
/// <remarks>Owner: thread-safe; actors keep a <see cref="LedgerPage"/> and enter it once a turn.</remarks>
public sealed class Ledger
{
    private readonly long[] _dropped = new long[LedgerPage.Causes];
    private long _accepted;
    private long _delivered;
    private long _acknowledged;
    private long _queued;
    private long _received;

    /// <summary>Messages that publishers sent, whoever subscribes to them.</summary>
    public long Received => Interlocked.Read(ref _received);

    /// <summary>Copies accepted for targets.</summary>
    public long Accepted => Interlocked.Read(ref _accepted);

    /// <summary>QoS 0 copies written to clients.</summary>
    public long Delivered => Interlocked.Read(ref _delivered);

    /// <summary>QoS 1 and 2 copies that clients acknowledged to the end.</summary>
    public long Acknowledged => Interlocked.Read(ref _acknowledged);

    /// <summary>Copies that wait or are under way.</summary>
    public long Queued => Interlocked.Read(ref _queued);

    /// <summary>Copies dropped, for all causes.</summary>
    public long DroppedInAll
    {
        get
        {
            long sum = 0;
            for (int i = 0; i < _dropped.Length; i++)
            {
                sum += Interlocked.Read(ref _dropped[i]);
            }

            return sum;
        }
    }

    /// <summary>True when the books balance; asked at a quiet point they must.</summary>
    public bool Balances => Accepted == Delivered + Acknowledged + Queued + DroppedInAll;

    /// <summary>Copies dropped for a cause.</summary>
    public long Dropped(DropCause cause) => Interlocked.Read(ref _dropped[(int)cause]);

    /// <inheritdoc/>
    public override string ToString() =>
        $"accepted {Accepted} = delivered {Delivered} + acknowledged {Acknowledged} + queued {Queued}"
        + $" + dropped {DroppedInAll}";

    /// <summary>Enters a page and leaves it blank.</summary>
    internal void Enter(ref LedgerPage page)
    {
        Add(ref _received, page.Received);
        Add(ref _accepted, page.Accepted);
        Add(ref _delivered, page.Delivered);
        Add(ref _acknowledged, page.Acknowledged);
        Add(ref _queued, page.Queued);
        for (int i = 0; page.HasDrops && i < _dropped.Length; i++)
        {
            Add(ref _dropped[i], page.Dropped(i));
        }

        page = default;
    }

    private static void Add(ref long account, long amount)
    {
        if (amount != 0)
        {
            Interlocked.Add(ref account, amount);
        }
    }
}
