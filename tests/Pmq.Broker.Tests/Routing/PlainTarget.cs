using Pmq.Broker.Routing;
using Pmq.Broker.Sessions;
using Pmq.Broker.Turns;

namespace Pmq.Broker.Tests.Routing;

/// <summary>
/// A target that does nothing: whether it is online, and how much is under way to it, is what the test says.
/// </summary>
internal sealed class PlainTarget(string name) : DeliveryTarget(NoTurns.Instance, name)
{
    private bool _isOnline = true;
    private int _inflight;

    public override bool IsOnline => Volatile.Read(ref _isOnline);

    public override int InflightCount => Volatile.Read(ref _inflight);

    public void SetOnline(bool isOnline) => Volatile.Write(ref _isOnline, isOnline);

    public void SetInflight(int count) => Volatile.Write(ref _inflight, count);

    public void BeginLife() => StartOver();

    protected override bool RunTurn()
    {
        while (TryTake(out Mail _))
        {
        }

        return false;
    }

    private sealed class NoTurns : ITurnScheduler
    {
        public static NoTurns Instance { get; } = new();

        public void Schedule(Turn turn)
        {
        }

        public void ScheduleAfter(TimeSpan delay, Turn turn)
        {
        }
    }
}
