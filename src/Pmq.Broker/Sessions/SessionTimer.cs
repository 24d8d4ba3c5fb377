using Pmq.Broker.Timers;

namespace Pmq.Broker.Sessions;

/// <summary>
/// One of a session's timers. A ring that was on its way when the timer was set anew or stopped is told apart by the
/// time it is due.
/// </summary>
/// <remarks>Owner: session turn.</remarks>
internal sealed class SessionTimer(BrokerServices services, ITimerTarget session)
{
    private const long Stopped = long.MaxValue;

    private TimerEntry? _entry;
    private long _due = Stopped;

    public bool IsRunning => _due != Stopped;

    /// <summary>Rings after a while, instead of at any time set before.</summary>
    public void Start(TimeSpan delay)
    {
        _entry ??= new TimerEntry(session);
        _due = services.TimestampIn(delay);
        services.Timers.Arm(_entry, _due);
    }

    public void Stop()
    {
        if (IsRunning)
        {
            _due = Stopped;
            services.Timers.Cancel(_entry!);
        }
    }

    /// <summary>True when the ring is this timer's and due; it is stopped then.</summary>
    public bool Rang(TimerEntry entry)
    {
        if (!ReferenceEquals(entry, _entry) || services.Clock.GetTimestamp() < _due)
        {
            return false;
        }

        _due = Stopped;
        return true;
    }
}
