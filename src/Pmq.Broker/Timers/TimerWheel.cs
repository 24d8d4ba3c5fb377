using Pmq.Broker.Turns;

namespace Pmq.Broker.Timers;

/// <summary>
/// All timers of a node. Time is counted in ticks of 100 ms; a timer rings at the first tick that is not before its
/// time, so never early and at most one tick late. Between two ticks at which something is due the wheel sleeps, and
/// without armed timers it sleeps for good.
/// </summary>
/// <remarks>
/// Owner: its own turn; <see cref="Arm"/>, <see cref="Cancel"/> and <see cref="Count"/> are for any thread.
/// </remarks>
public sealed class TimerWheel : Actor<TimerMail>
{
    /// <summary>Ticks in a second: MQTT counts its times in seconds, so a tenth of one is exact enough.</summary>
    public const int TicksPerSecond = 10;

    // How much a turn does before others get theirs: a mail or a look at a timer takes well below a microsecond.
    private const int MailsMax = 1024;
    private const int LooksMax = 1024;

    // No alarm is further away than a day; system timers count 49 days at most.
    private const long AlarmTicksMax = 24L * 60 * 60 * TicksPerSecond;

    private readonly ITurnScheduler _scheduler;
    private readonly TimeProvider _clock;
    private readonly TimerSlots _slots = new();
    private readonly AlarmPlan _plan = new();
    private readonly Alarm _alarm;
    private readonly long _origin;
    private readonly long _tickLength;

    // The last tick whose list was looked through, or is being looked through.
    private long _tick;

    /// <summary>A wheel without timers, whose time begins now.</summary>
    public TimerWheel(ITurnScheduler scheduler, TimeProvider clock)
        : base(scheduler)
    {
        ArgumentNullException.ThrowIfNull(clock);
        _scheduler = scheduler;
        _clock = clock;
        _alarm = new Alarm(this);
        _origin = clock.GetTimestamp();
        _tickLength = Math.Max(1, clock.TimestampFrequency / TicksPerSecond);
    }

    /// <summary>How many timers are armed, as far as the wheel has read its mail.</summary>
    public int Count => _slots.Count;

    /// <summary>Has the timer ring at a timestamp of the clock, instead of at any asked for before.</summary>
    public void Arm(TimerEntry entry, long dueTimestamp) => Post(new TimerMail(TimerMailKind.Arm, entry, dueTimestamp));

    /// <summary>Has the timer not ring; a ring that is on its way still comes.</summary>
    public void Cancel(TimerEntry entry) => Post(new TimerMail(TimerMailKind.Cancel, entry, 0));

    /// <inheritdoc/>
    protected override bool RunTurn()
    {
        long now = Math.Max(_tick, (_clock.GetTimestamp() - _origin) / _tickLength);
        bool hasMore = TakeMails(now);
        if (!RingDue(now) || hasMore)
        {
            return true;
        }

        AskForAlarm(now);
        return false;
    }

    private bool TakeMails(long now)
    {
        for (int i = 0; i < MailsMax; i++)
        {
            if (!TryTake(out TimerMail mail))
            {
                return false;
            }

            switch (mail.Kind)
            {
                case TimerMailKind.Arm:
                    ArmNow(mail.Entry!, FirstTickNotBefore(mail.DueTimestamp), now);
                    break;
                case TimerMailKind.Cancel:
                    _slots.Remove(mail.Entry!);
                    break;
                default:
                    _plan.Came();
                    break;
            }
        }

        return true;
    }

    private void ArmNow(TimerEntry entry, long dueTick, long now)
    {
        _slots.Remove(entry);
        entry.DueTick = dueTick;
        if (dueTick <= now)
        {
            entry.Target.TimerFired(entry);
        }
        else
        {
            _slots.Add(entry);
        }
    }

    /// <summary>Rings what is due; false when it stopped at its bound.</summary>
    private bool RingDue(long now)
    {
        // After a long sleep one rotation visits every list.
        _tick = Math.Max(_tick, now - TimerSlots.Rotation);
        for (int i = 0; i < LooksMax; i++)
        {
            if (_slots.TakeOpen() is not { } entry)
            {
                if (!OpenNextList(now))
                {
                    return true;
                }
            }
            else if (entry.DueTick <= now)
            {
                entry.Target.TimerFired(entry);
            }
            else
            {
                _slots.Add(entry);
            }
        }

        return false;
    }

    private bool OpenNextList(long now)
    {
        while (_tick < now)
        {
            _tick++;
            if (_slots.MayHaveDue(_tick, now))
            {
                _slots.Open(_tick);
                return true;
            }
        }

        return false;
    }

    private void AskForAlarm(long now)
    {
        long tick = _slots.EarliestDue(now);
        if (tick == TimerSlots.Never)
        {
            return;
        }

        Invariant.That(tick > now, "A timer that is due did not ring.");
        tick = Math.Min(tick, now + AlarmTicksMax);
        if (_plan.TryEnter(tick))
        {
            _scheduler.ScheduleAfter(TimeUntil(tick), _alarm);
        }
    }

    private long FirstTickNotBefore(long timestamp)
    {
        if (timestamp <= _origin)
        {
            return 0;
        }

        long sinceOrigin = timestamp - _origin;
        return (sinceOrigin / _tickLength) + (sinceOrigin % _tickLength > 0 ? 1 : 0);
    }

    /// <summary>Rounded up: an alarm that came early would have to be asked for again.</summary>
    private TimeSpan TimeUntil(long tick)
    {
        long frequency = _clock.TimestampFrequency;
        long left = Math.Max(0, _origin + (tick * _tickLength) - _clock.GetTimestamp());
        long seconds = left / frequency;
        long rest = ((left % frequency * TimeSpan.TicksPerSecond) + frequency - 1) / frequency;
        return new TimeSpan((seconds * TimeSpan.TicksPerSecond) + rest);
    }

    /// <summary>Brings an alarm into the wheel's mail, so that the wheel never runs twice at once.</summary>
    private sealed class Alarm(TimerWheel wheel) : Turn
    {
        public override void Execute() => wheel.Post(new TimerMail(TimerMailKind.Alarm, null, 0));
    }
}
