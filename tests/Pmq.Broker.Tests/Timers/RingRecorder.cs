using Pmq.Broker.Timers;

namespace Pmq.Broker.Tests.Timers;

/// <summary>A target that remembers when its timers rang.</summary>
internal sealed class RingRecorder(TimeProvider clock) : ITimerTarget
{
    public List<(TimerEntry Entry, long At)> Rings { get; } = [];

    void ITimerTarget.TimerFired(TimerEntry entry) => Rings.Add((entry, clock.GetTimestamp()));
}
