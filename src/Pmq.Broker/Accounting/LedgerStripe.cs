using System.Runtime.InteropServices;

namespace Pmq.Broker.Accounting;

/// <summary>
/// A part of the node's books that few threads write to. Threads that shared one counter would wait for each other's
/// caches with every batch. The size keeps neighbours out of each other's cache lines.
/// </summary>
/// <remarks>Owner: thread-safe.</remarks>
[StructLayout(LayoutKind.Sequential, Size = 256)]
internal struct LedgerStripe
{
    public long Received;
    public long Accepted;
    public long Delivered;
    public long Acknowledged;
    public long Queued;
    public LedgerCauses Dropped;

    /// <summary>Enters a page.</summary>
    public void Enter(in LedgerPage page)
    {
        Add(ref Received, page.Received);
        Add(ref Accepted, page.Accepted);
        Add(ref Delivered, page.Delivered);
        Add(ref Acknowledged, page.Acknowledged);
        Add(ref Queued, page.Queued);
        for (int i = 0; page.HasDrops && i < LedgerPage.Causes; i++)
        {
            Add(ref Dropped[i], page.Dropped(i));
        }
    }

    private static void Add(ref long account, long amount)
    {
        if (amount != 0)
        {
            Interlocked.Add(ref account, amount);
        }
    }
}
