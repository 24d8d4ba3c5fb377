namespace Pmq.Management.Exports;

/// <summary>A message that waits for the session of the last session line.</summary>
public sealed record QueuedLine : MessageContent
{
    /// <summary>What <see cref="Type"/> says.</summary>
    public const string Mark = "queued";

    /// <summary>What kind of line it is.</summary>
    public string Type { get; init; } = Mark;

    /// <summary>Whose session it waits for.</summary>
    public required string ClientId { get; init; }

    /// <summary>Its number in the session's queue, upwards.</summary>
    public required long Sequence { get; init; }

    /// <summary>The retain flag it was published with.</summary>
    public bool Retain { get; init; }

    /// <summary>The quality of service that the subscription was granted.</summary>
    public int GrantedQos { get; init; }

    /// <summary>Whether the retain flag stays as published.</summary>
    public bool RetainAsPublished { get; init; }

    /// <summary>The subscription identifiers to tell with it.</summary>
    public IReadOnlyList<uint>? SubscriptionIds { get; init; }
}
