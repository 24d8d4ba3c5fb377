namespace Pmq.Broker.Durability;

/// <summary>Messages that wait for one session and were committed together.</summary>
/// <param name="Session">The session's key.</param>
/// <param name="Span">Their numbers. No two rows of a session overlap.</param>
/// <param name="Entries">What is to be known of each, in the engine's form.</param>
/// <param name="Messages">
/// The bytes that the entries point into: in a batch, whether they are those of the batch; on reading, the bytes.
/// </param>
public readonly record struct QueueRow(
    long Session, QueueSpan Span, ReadOnlyMemory<byte> Entries, ReadOnlyMemory<byte> Messages)
{
    /// <summary>Whether the entries point into <see cref="StoreBatch.Messages"/>, rather than hold all themselves.</summary>
    public bool SharesMessages { get; init; }
}
