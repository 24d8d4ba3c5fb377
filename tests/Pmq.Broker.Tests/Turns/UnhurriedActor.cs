using Pmq.Broker.Turns;

namespace Pmq.Broker.Tests.Turns;

/// <summary>
/// An actor whose mails bring no turn while it expects one, as the journal does: when it has taken some, it has an alarm
/// come, and until then nobody need wake it.
/// </summary>
internal sealed class UnhurriedActor(ITurnScheduler scheduler) : Actor<bool>(scheduler)
{
    private const bool IsAlarm = true;

    private readonly ITurnScheduler _scheduler = scheduler;
    private bool _turnIsSure;

    /// <summary>Set when so many mails were taken.</summary>
    public required CountdownEvent Awaited { get; init; }

    public void PostUnhurried()
    {
        PostForLater(!IsAlarm);
        SeeToTurn(isSure: in _turnIsSure);
    }

    protected override bool RunTurn()
    {
        int taken = 0;
        bool alarmIsSet = _turnIsSure;
        while (TryTake(out bool mail))
        {
            taken += mail == IsAlarm ? 0 : 1;
            alarmIsSet &= mail != IsAlarm;
        }

        if (taken > 0)
        {
            if (!alarmIsSet)
            {
                _scheduler.Schedule(new Alarm(this));
                alarmIsSet = true;
            }

            Awaited.Signal(taken);
        }

        Volatile.Write(ref _turnIsSure, alarmIsSet);
        return false;
    }

    private sealed class Alarm(UnhurriedActor actor) : Turn
    {
        public override void Execute() => actor.Post(IsAlarm);
    }
}
