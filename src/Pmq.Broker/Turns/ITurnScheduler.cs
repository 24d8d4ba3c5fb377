namespace Pmq.Broker.Turns;

/// <summary>
/// Where turns are run: a thread pool, or one thread and a made-up clock in tests and in the simulator.
/// </summary>
public interface ITurnScheduler
{
    /// <summary>Runs the turn soon, after those that were scheduled before.</summary>
    void Schedule(Turn turn);

    /// <summary>Runs the turn once, when the time has passed.</summary>
    void ScheduleAfter(TimeSpan delay, Turn turn);
}
