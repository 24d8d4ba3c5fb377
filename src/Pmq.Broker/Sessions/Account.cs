using Pmq.Broker.Accounting;

namespace Pmq.Broker.Sessions;

/// <summary>What a session enters into the node's books, gathered over a turn.</summary>
/// <remarks>Owner: session turn.</remarks>
internal sealed class Account
{
    private LedgerPage _page;
    private long _dropped;

    /// <summary>Messages dropped over the session's life. Any thread may ask.</summary>
    public long DroppedInAll => Interlocked.Read(ref _dropped);

    /// <summary>QoS 0 copies written.</summary>
    public void Delivered() => _page.Delivered++;

    public void Accepted(int count) => _page.Accepted += count;

    /// <summary>A copy waits now, or is under way.</summary>
    public void Queued() => _page.Queued++;

    /// <summary>A copy does not wait any more; what became of it is entered besides.</summary>
    public void Unqueued() => _page.Queued--;

    public void Acknowledged()
    {
        _page.Queued--;
        _page.Acknowledged++;
    }

    public void Dropped(DropCause cause)
    {
        _page.Drop(cause);
        _dropped++;
    }

    /// <summary>Enters everything into the ledger.</summary>
    public void Enter(Ledger ledger) => ledger.Enter(ref _page);
}
