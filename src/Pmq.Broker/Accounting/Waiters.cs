namespace Pmq.Broker.Accounting;

/// <summary>
/// Those who stopped reading and wait for room. Joining and letting all go are one interlocked step each.
/// </summary>
/// <remarks>Owner: thread-safe. A struct, so that a session that nobody waits for has no object for it.</remarks>
internal struct Waiters
{
    private Node? _first;

    public bool Any => Volatile.Read(ref _first) is not null;

    public void Join(IWaiter waiter)
    {
        var node = new Node(waiter);
        do
        {
            node.Next = Volatile.Read(ref _first);
        }
        while (Interlocked.CompareExchange(ref _first, node, node.Next) != node.Next);
    }

    public void ReleaseAll()
    {
        if (!Any)
        {
            return;
        }

        for (Node? node = Interlocked.Exchange(ref _first, null); node is not null; node = node.Next)
        {
            node.Waiter.Resume();
        }
    }

    private sealed class Node(IWaiter waiter)
    {
        public IWaiter Waiter { get; } = waiter;

        public Node? Next { get; set; }
    }
}
