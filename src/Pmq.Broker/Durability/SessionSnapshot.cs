namespace Pmq.Broker.Durability;

/// <summary>A session in a snapshot, with all that belongs to it but its queued messages.</summary>
/// <param name="Session">The session itself.</param>
/// <param name="AcknowledgedUpTo">Up to this sequence number its client has all messages.</param>
public sealed record SessionSnapshot(StoredSession Session, long AcknowledgedUpTo)
{
    /// <summary>Sequence numbers above it whose client has sent PUBREC, upwards.</summary>
    public IReadOnlyList<long> Released { get; init; } = [];

    /// <summary>Its subscriptions.</summary>
    public IReadOnlyList<SubscriptionChange> Subscriptions { get; init; } = [];

    /// <summary>Packet identifiers that its client has not released, upwards.</summary>
    public IReadOnlyList<UnreleasedChange> Unreleased { get; init; } = [];
}
