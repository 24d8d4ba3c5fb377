using Pmq.Broker.Accounting;
using Pmq.Protocol;

namespace Pmq.Broker.Outbound;

/// <summary>What a session enters into the node's books, gathered over a turn.</summary>
/// <remarks>Owner: session turn. A struct, because it is a part of <see cref="OutboundHalf"/>.</remarks>
internal struct Account
{
    private LedgerPage _page;
    private long _dropped;

    /// <summary>Messages dropped over the session's life. Any thread may ask.</summary>
    public long DroppedInAll => Interlocked.Read(ref _dropped);

    /// <summary>QoS 0 copies written.</summary>
    public void Delivered(int count = 1) => _page.Delivered += count;

    public void Accepted(int count) => _page.Accepted += count;

    /// <summary>Copies wait now, or are under way.</summary>
    public void Queued(int count = 1) => _page.Queued += count;

    /// <summary>Copies do not wait any more; what became of them is entered besides.</summary>
    public void Unqueued(int count = 1) => _page.Queued -= count;

    /// <summary>The client has acknowledged copies to the end, or refused them.</summary>
    public void Completed(ReasonCode reason, int count)
    {
        _page.Queued -= count;
        if (reason.IsFailure())
        {
            Dropped(DropCause.Refused, count);
        }
        else
        {
            _page.Acknowledged += count;
        }
    }

    public void Dropped(DropCause cause, int count = 1)
    {
        if (count == 0)
        {
            return;
        }

        _page.Drop(cause, count);
        _dropped += count;
    }

    /// <summary>Copies that waited, or were under way, are dropped.</summary>
    public void DroppedFromQueue(DropCause cause, long count = 1)
    {
        Unqueued((int)count);
        Dropped(cause, (int)count);
    }

    /// <summary>Enters everything into the ledger.</summary>
    public void Enter(Ledger ledger) => ledger.Enter(ref _page);
}
