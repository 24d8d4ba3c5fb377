namespace Pmq.TestKit;

/// <summary>A clock that stands still until it is told to go on. A timestamp is a tick of 100 nanoseconds.</summary>
public sealed class ManualClock : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private long _timestamp;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Volatile.Read(ref _timestamp);

    public override DateTimeOffset GetUtcNow() => Start.AddTicks(GetTimestamp());

    /// <summary>Lets time pass. Who uses a <see cref="ManualScheduler"/> advances that one instead.</summary>
    public void Advance(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        Volatile.Write(ref _timestamp, _timestamp + time.Ticks);
    }
}
