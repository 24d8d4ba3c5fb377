namespace Pmq.Broker.Timers;

/// <summary>One mail to the wheel; an alarm has no entry.</summary>
public readonly record struct TimerMail(TimerMailKind Kind, TimerEntry? Entry, long DueTimestamp);
