namespace Pmq.Broker.Accounting;

/// <summary>
/// The node's books. Every copy of a message that is accepted for a target ends in exactly one account: delivered (QoS
/// 0, written to the client), acknowledged, queued (waiting or under way), or dropped with a cause. At every quiet
/// point they balance: accepted = delivered + acknowledged + queued + dropped.
/// </summary>
/// <remarks>Owner: thread-safe; actors keep a <see cref="LedgerPage"/> and enter it once a turn.</remarks>
public sealed class Ledger
{
    // A power of two, and more than there are threads that work at once on most machines.
    private const int Stripes = 16;

    private readonly LedgerStripe[] _stripes = new LedgerStripe[Stripes];

    /// <summary>Messages that publishers sent, whoever subscribes to them.</summary>
    public long Received => Sum(static (ref LedgerStripe stripe) => ref stripe.Received);

    /// <summary>Copies accepted for targets.</summary>
    public long Accepted => Sum(static (ref LedgerStripe stripe) => ref stripe.Accepted);

    /// <summary>QoS 0 copies written to clients.</summary>
    public long Delivered => Sum(static (ref LedgerStripe stripe) => ref stripe.Delivered);

    /// <summary>QoS 1 and 2 copies that clients acknowledged to the end.</summary>
    public long Acknowledged => Sum(static (ref LedgerStripe stripe) => ref stripe.Acknowledged);

    /// <summary>Copies that wait or are under way.</summary>
    public long Queued => Sum(static (ref LedgerStripe stripe) => ref stripe.Queued);

    /// <summary>Copies dropped, for all causes.</summary>
    public long DroppedInAll
    {
        get
        {
            long sum = 0;
            for (int cause = 0; cause < LedgerPage.Causes; cause++)
            {
                sum += Dropped((DropCause)cause);
            }

            return sum;
        }
    }

    /// <summary>True when the books balance; asked at a quiet point they must.</summary>
    public bool Balances => Accepted == Delivered + Acknowledged + Queued + DroppedInAll;

    /// <summary>Copies dropped for a cause.</summary>
    public long Dropped(DropCause cause)
    {
        long sum = 0;
        for (int i = 0; i < Stripes; i++)
        {
            sum += Interlocked.Read(ref _stripes[i].Dropped[(int)cause]);
        }

        return sum;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"accepted {Accepted} = delivered {Delivered} + acknowledged {Acknowledged} + queued {Queued}"
        + $" + dropped {DroppedInAll}";

    /// <summary>Enters a page and leaves it blank.</summary>
    internal void Enter(ref LedgerPage page)
    {
        _stripes[Environment.CurrentManagedThreadId & (Stripes - 1)].Enter(page);
        page = default;
    }

    private long Sum(AccountOf account)
    {
        long sum = 0;
        for (int i = 0; i < Stripes; i++)
        {
            sum += Interlocked.Read(ref account(ref _stripes[i]));
        }

        return sum;
    }

    private delegate ref long AccountOf(ref LedgerStripe stripe);
}
