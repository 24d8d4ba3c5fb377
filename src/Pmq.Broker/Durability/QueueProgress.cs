namespace Pmq.Broker.Durability;

/// <summary>How far a session's client has come with its queued messages.</summary>
/// <param name="Session">The session's key.</param>
/// <param name="AcknowledgedUpTo">
/// Nothing up to this sequence number is needed any more: rows that end there go, and what was said of single numbers.
/// It never moves back; a lower one than is kept changes nothing.
/// </param>
/// <param name="Released">Numbers above it that the client has confirmed with PUBREC.</param>
public readonly record struct QueueProgress(long Session, long AcknowledgedUpTo, IReadOnlyList<long> Released);
