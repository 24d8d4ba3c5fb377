using System.Runtime.CompilerServices;
using Pmq.Broker.Timers;

namespace Pmq.Broker.Sessions;

/// <summary>
/// The times a session waits for. One entry hangs on the wheel for all of them, for the earliest; while there is none,
/// nothing hangs there. When the earliest moves further away the wheel is not told: the entry rings, nothing is due, and
/// it is hung up again. That is rare, and connections that come and go in between cost the wheel nothing for it.
/// </summary>
/// <remarks>Owner: session turn. A struct, because it is a part of <see cref="SessionLifecycle"/>.</remarks>
internal struct SessionTimers
{
    private const long Unset = 0;

    private TimerEntry? _entry;

    // When the entry rings at the latest, or that it does not.
    private long _ringsAt;
    private Dues _dues;

    public readonly bool IsRunning(SessionTimer timer) => _dues[(int)timer] != Unset;

    /// <summary>
    /// A connection has come with an entry of its own, which serves from now on. It is still armed for the connection's
    /// handshake, and rings within that time.
    /// </summary>
    public void Adopt(TimerEntry entry, TimeSpan ringsWithin, BrokerServices services)
    {
        CancelUnlessNeeded(services);
        _entry = entry;
        _ringsAt = services.TimestampIn(ringsWithin);
    }

    /// <summary>The connection has gone, and its entry with it, once nothing waits for that any more.</summary>
    public void Release()
    {
        _entry = null;
        _ringsAt = Unset;
    }

    /// <summary>Has a time come after a while, instead of at any set for it before.</summary>
    public void Start(SessionTimer timer, TimeSpan delay, Session session)
    {
        long due = session.Services.TimestampIn(delay);
        _dues[(int)timer] = due;
        if (_ringsAt == Unset || due < _ringsAt)
        {
            Arm(due, session);
        }
    }

    public void Stop(SessionTimer timer, BrokerServices services)
    {
        if (IsRunning(timer))
        {
            _dues[(int)timer] = Unset;
            CancelUnlessNeeded(services);
        }
    }

    /// <summary>Takes the entry off the wheel when there is no time that it could ring for.</summary>
    public void CancelUnlessNeeded(BrokerServices services)
    {
        if (_ringsAt != Unset && Earliest() == Unset)
        {
            _ringsAt = Unset;
            services.Timers.Cancel(_entry!);
        }
    }

    /// <summary>
    /// An entry rang; false when it is not this one's any more. What is due is to be asked for then, and
    /// <see cref="GoOn"/> to be called.
    /// </summary>
    public bool Rang(TimerEntry entry)
    {
        if (!ReferenceEquals(entry, _entry))
        {
            return false;
        }

        _ringsAt = Unset;
        return true;
    }

    /// <summary>True when the time has come; it is over then.</summary>
    public bool TakeDue(SessionTimer timer, long now)
    {
        ref long due = ref _dues[(int)timer];
        if (due == Unset || now < due)
        {
            return false;
        }

        due = Unset;
        return true;
    }

    /// <summary>Waits for the earliest of the times that are left.</summary>
    public void GoOn(Session session)
    {
        long earliest = Earliest();
        if (_ringsAt == Unset && earliest != Unset)
        {
            Arm(earliest, session);
        }
    }

    private readonly long Earliest()
    {
        long earliest = Unset;
        foreach (long due in _dues)
        {
            if (due != Unset && (earliest == Unset || due < earliest))
            {
                earliest = due;
            }
        }

        return earliest;
    }

    private void Arm(long due, Session session)
    {
        _entry ??= new TimerEntry(session);
        _ringsAt = due;
        session.Services.Timers.Arm(_entry, due);
    }

    [InlineArray((int)SessionTimer.Close + 1)]
    private struct Dues
    {
        private long _first;
    }
}
