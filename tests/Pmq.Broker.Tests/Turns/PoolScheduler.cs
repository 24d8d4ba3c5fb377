using Pmq.Broker.Turns;

namespace Pmq.Broker.Tests.Turns;

/// <summary>Runs turns on the thread pool, as the program does, and counts them.</summary>
internal sealed class PoolScheduler : ITurnScheduler
{
    private int _scheduled;

    public int Scheduled => Volatile.Read(ref _scheduled);

    public void Schedule(Turn turn)
    {
        Interlocked.Increment(ref _scheduled);
        ThreadPool.UnsafeQueueUserWorkItem(turn, preferLocal: false);
    }

    public void ScheduleAfter(TimeSpan delay, Turn turn) => throw new NotSupportedException();
}
