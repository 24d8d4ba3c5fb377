namespace Pmq.Management.Exports;

/// <summary>A subscription of a session.</summary>
/// <param name="Filter">The filter as the client sent it.</param>
/// <param name="Qos">The quality of service that was granted.</param>
public sealed record SubscriptionPart(string Filter, int Qos)
{
    /// <summary>Whether the client does not want what it publishes itself.</summary>
    public bool NoLocal { get; init; }

    /// <summary>Whether the retain flag stays as published.</summary>
    public bool RetainAsPublished { get; init; }

    /// <summary>When retained messages were wanted: 0, 1 or 2 as in the packet.</summary>
    public int RetainHandling { get; init; }

    /// <summary>The subscription identifier, where there is one.</summary>
    public uint? Id { get; init; }
}
