using Pmq.Broker.Options;
using Pmq.Broker.Timers;

namespace Pmq.Broker.Accounting;

/// <summary>
/// What all sessions hold together in queues and windows, and its marks. Above the high mark publishers are not read
/// from, which is backpressure and not loss; above the full mark queues stop growing. Those who wait are let read one
/// batch now and then all the same: their acknowledgements are in what they sent, and may be what makes room.
/// </summary>
/// <remarks>Owner: thread-safe; sessions report once a turn.</remarks>
internal sealed class NodeMemory : ITimerTarget
{
    private static readonly TimeSpan TricklePeriod = TimeSpan.FromMilliseconds(200);

    private readonly MemoryOptions _marks;
    private readonly TimerWheel _timers;
    private readonly TimeProvider _clock;
    private readonly TimerEntry _trickle;
    private Waiters _waiters;
    private long _bytes;

    public NodeMemory(MemoryOptions marks, TimerWheel timers, TimeProvider clock)
    {
        _marks = marks;
        _timers = timers;
        _clock = clock;
        _trickle = new TimerEntry(this);
    }

    /// <summary>The bytes held.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>True when publishers must wait.</summary>
    public bool IsHigh => Bytes > _marks.HighBytes;

    /// <summary>True when queues must not grow.</summary>
    public bool IsFull => Bytes > _marks.FullBytes;

    /// <summary>Reports what a turn took or gave back.</summary>
    public void Report(long change)
    {
        if (change != 0 && Interlocked.Add(ref _bytes, change) < _marks.LowBytes)
        {
            _waiters.ReleaseAll();
        }
    }

    /// <summary>Waits for room. Room that came in the meantime is not missed.</summary>
    public void AwaitRoom(IWaiter waiter)
    {
        bool isFirst = !_waiters.Any;
        _waiters.Join(waiter);
        if (!IsHigh)
        {
            _waiters.ReleaseAll();
        }
        else if (isFirst)
        {
            long period = (long)(TricklePeriod.TotalSeconds * _clock.TimestampFrequency);
            _timers.Arm(_trickle, _clock.GetTimestamp() + period);
        }
    }

    void ITimerTarget.TimerFired(TimerEntry entry) => _waiters.ReleaseAll();
}
