namespace Pmq.Broker.Durability;

/// <summary>
/// Times that outlive the process are kept by the wall clock, in milliseconds since 1970; the engine counts timestamps
/// that mean nothing to the next process.
/// </summary>
/// <remarks>Owner: immutable.</remarks>
internal sealed class WallClock(TimeProvider clock)
{
    private const long Never = 0;

    /// <summary>Now.</summary>
    public long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>When a timestamp is, or 0 for one that never comes.</summary>
    public long At(long timestamp) => timestamp == Messages.Message.NeverExpires
        ? Never
        : Math.Max(1, Now + (long)((timestamp - clock.GetTimestamp()) * 1000.0 / clock.TimestampFrequency));

    /// <summary>The timestamp of a time; one that has passed is now or before.</summary>
    public long TimestampOf(long milliseconds) => milliseconds == Never
        ? Messages.Message.NeverExpires
        : clock.GetTimestamp() + (long)((milliseconds - Now) / 1000.0 * clock.TimestampFrequency);
}
