namespace Pmq.Management.Exports;

/// <summary>A session that outlives its connection. Lines of what waits for it follow.</summary>
public sealed record SessionLine
{
    /// <summary>What <see cref="Type"/> says.</summary>
    public const string Mark = "session";

    /// <summary>What kind of line it is.</summary>
    public string Type { get; init; } = Mark;

    /// <summary>Whose it is.</summary>
    public required string ClientId { get; init; }

    /// <summary>How long it outlives its connection.</summary>
    public required uint ExpirySeconds { get; init; }

    /// <summary>When its client left; nothing while it is connected.</summary>
    public DateTime? OfflineSince { get; init; }

    /// <summary>Up to this number of its queue its client has all messages.</summary>
    public long AcknowledgedUpTo { get; init; }

    /// <summary>The last that was sent to the client when it left.</summary>
    public long SentUpTo { get; init; }

    /// <summary>Numbers above it for which the client waits for PUBCOMP.</summary>
    public IReadOnlyList<long>? Released { get; init; }

    /// <summary>Packet identifiers that the client has used for QoS 2 and not released.</summary>
    public IReadOnlyList<int>? Unreleased { get; init; }

    /// <summary>Its subscriptions.</summary>
    public IReadOnlyList<SubscriptionPart> Subscriptions { get; init; } = [];

    /// <summary>What is published if the client does not come back, where there is something.</summary>
    public WillPart? Will { get; init; }
}
