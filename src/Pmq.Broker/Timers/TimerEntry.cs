namespace Pmq.Broker.Timers;

/// <summary>One timer: it hangs on the wheel itself, so that arming it allocates nothing.</summary>
/// <remarks>Owner: the wheel's turn.</remarks>
public sealed class TimerEntry(ITimerTarget target)
{
    /// <summary>Who is told.</summary>
    public ITimerTarget Target { get; } = target;

    /// <summary>The first tick at which it may ring.</summary>
    internal long DueTick { get; set; }

    /// <summary>The list it hangs in, or null.</summary>
    internal TimerList? List { get; set; }

    internal TimerEntry? Next { get; set; }

    internal TimerEntry? Previous { get; set; }
}
