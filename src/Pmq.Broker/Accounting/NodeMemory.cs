using Pmq.Broker.Options;

namespace Pmq.Broker.Accounting;

/// <summary>
/// What all sessions hold together in queues and windows, and its marks. Above the high mark publishers are not read
/// from, which is backpressure and not loss; above the full mark queues stop growing.
/// </summary>
/// <remarks>Owner: thread-safe; sessions report once a turn.</remarks>
internal sealed class NodeMemory(MemoryOptions marks)
{
    private readonly Waiters _waiters = new();
    private long _bytes;

    /// <summary>The bytes held.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>True when publishers must wait.</summary>
    public bool IsHigh => Bytes > marks.HighBytes;

    /// <summary>True when queues must not grow.</summary>
    public bool IsFull => Bytes > marks.FullBytes;

    /// <summary>Reports what a turn took or gave back.</summary>
    public void Report(long change)
    {
        if (change != 0 && Interlocked.Add(ref _bytes, change) < marks.LowBytes)
        {
            _waiters.ReleaseAll();
        }
    }

    /// <summary>Waits for room. Room that came in the meantime is not missed.</summary>
    public void AwaitRoom(IWaiter waiter)
    {
        _waiters.Join(waiter);
        if (!IsHigh)
        {
            _waiters.ReleaseAll();
        }
    }
}
