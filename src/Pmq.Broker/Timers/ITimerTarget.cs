namespace Pmq.Broker.Timers;

/// <summary>Somebody who wants to be told when a time has come.</summary>
public interface ITimerTarget
{
    /// <summary>
    /// The timer rang. It is called in the wheel's turn, so it only posts a mail. A ring may cross a re-arming or a
    /// cancellation on its way; the target tells by the time it waits for.
    /// </summary>
    void TimerFired(TimerEntry entry);
}
