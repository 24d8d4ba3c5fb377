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
        // A delay drops fractions of a millisecond; an alarm that comes early would only have to ask again.
        await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(delay.TotalMilliseconds)));
        Schedule(turn);
    }
}
