namespace Pmq.Broker.Durability;

/// <summary>What is kept of a session's queued messages, without the messages.</summary>
/// <param name="AcknowledgedUpTo">Up to this sequence number nothing is left.</param>
/// <param name="LastSequence">The highest sequence number that is kept, or <paramref name="AcknowledgedUpTo"/>.</param>
/// <param name="Released">
/// Those above it whose client has confirmed the message (PUBREC) and not yet the end of the exchange (PUBCOMP), upwards.
/// </param>
public sealed record StoredQueue(long AcknowledgedUpTo, long LastSequence, IReadOnlyList<long> Released)
{
    /// <summary>The queue of a session that has none.</summary>
    public static StoredQueue Empty { get; } = new(0, 0, []);

    /// <summary>The rows that are kept, upwards, without their bytes.</summary>
    public IReadOnlyList<QueueSpan> Spans { get; init; } = [];
}
