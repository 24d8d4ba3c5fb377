using Pmq.Broker.Turns;

namespace Pmq.Transport.Epoll;

/// <summary>
/// Runs turns where they are due: what an event loop schedules it runs itself, next; everything else goes to the thread
/// pool. So the thread that read a message also writes it to its subscriber, without a hand-over.
/// </summary>
public sealed class LoopScheduler : ITurnScheduler
{
    private readonly ThreadPoolScheduler _pool = new();

    /// <inheritdoc/>
    public void Schedule(Turn turn)
    {
        if (EventLoop.Current is { } loop)
        {
            loop.Turns.Put(turn);
        }
        else
        {
            _pool.Schedule(turn);
        }
    }

    /// <inheritdoc/>
    public void ScheduleAfter(TimeSpan delay, Turn turn) => _pool.ScheduleAfter(delay, turn);
}
