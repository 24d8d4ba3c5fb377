namespace Pmq.Broker.Timers;

/// <summary>What a mail to the wheel asks for.</summary>
public enum TimerMailKind : byte
{
    /// <summary>Ring at a time, instead of at any time asked for before.</summary>
    Arm,

    /// <summary>Do not ring.</summary>
    Cancel,

    /// <summary>The time that the wheel itself waits for has come.</summary>
    Alarm,
}
