using Pmq.Broker.Turns;

namespace Pmq.Transport;

/// <summary>Runs turns on the thread pool.</summary>
public sealed class ThreadPoolScheduler : ITurnScheduler
{
    /// <inheritdoc/>
    public void Schedule(Turn turn) => ThreadPool.UnsafeQueueUserWorkItem(turn, preferLocal: false);

    /// <inheritdoc/>
    public void ScheduleAfter(TimeSpan delay, Turn turn) => _ = ScheduleLaterAsync(delay, turn);

    private async Task ScheduleLaterAsync(TimeSpan delay, Turn turn)
    {
        await Task.Delay(delay);
        Schedule(turn);
    }
}
