using Pmq.Broker.Routing;

namespace Pmq.Broker.Options;

/// <summary>What subscriptions may be, and how they are served.</summary>
public sealed record SubscriptionLimits
{
    /// <summary>How many filters a session may subscribe to. Bridges subscribe to tens of thousands.</summary>
    public int FiltersMax { get; init; } = 100_000;

    /// <summary>
    /// The longest filter in bytes. The standard allows 65,535, which nobody needs and attackers like.
    /// </summary>
    public int FilterBytesMax { get; init; } = 4096;

    /// <summary>How many levels a filter or a topic may have: it bounds the depth of every walk.</summary>
    public int LevelsMax { get; init; } = 128;

    /// <summary>Whether filters may have wildcards.</summary>
    public bool Wildcards { get; init; } = true;

    /// <summary>Whether subscriptions may be shared.</summary>
    public bool Shared { get; init; } = true;

    /// <summary>Whether subscriptions may have identifiers.</summary>
    public bool Identifiers { get; init; } = true;

    /// <summary>One copy for a client whose subscriptions overlap, or one for each.</summary>
    public DeliveryMode DeliveryMode { get; init; } = DeliveryMode.OnlyOnce;

    /// <summary>How a shared group chooses the member that gets a message.</summary>
    public SharedStrategy SharedStrategy { get; init; } = SharedStrategy.RoundRobin;
}
