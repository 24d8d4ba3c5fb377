namespace Pmq.Broker.Durability;

/// <summary>A session that another node has kept.</summary>
/// <param name="ClientId">Whose it is.</param>
/// <param name="ExpirySeconds">How long it outlives its connection, which is more than not at all.</param>
public sealed record ImportedSession(string ClientId, uint ExpirySeconds)
{
    /// <summary>When its client left, in milliseconds since 1970 by the wall clock.</summary>
    public required long OfflineSince { get; init; }

    /// <summary>Up to this number of its queue its client has all messages.</summary>
    public long AcknowledgedUpTo { get; init; }

    /// <summary>The last that may have been sent to the client.</summary>
    public long SentUpTo { get; init; }

    /// <summary>Numbers for which the client waits for PUBCOMP, upwards.</summary>
    public IReadOnlyList<long> Released { get; init; } = [];

    /// <summary>Packet identifiers that the client has used for QoS 2 and not released.</summary>
    public IReadOnlyList<ushort> Unreleased { get; init; } = [];

    /// <summary>Filters, options and identifiers of its subscriptions; their session is not looked at.</summary>
    public IReadOnlyList<SubscriptionChange> Subscriptions { get; init; } = [];

    /// <summary>What is to be published if the client does not come back; null for nothing.</summary>
    public StoredWill? Will { get; init; }
}
