namespace Pmq.Broker.Routing;

/// <summary>What a target gets when several of its subscriptions match a message. The standard allows both.</summary>
public enum DeliveryMode
{
    /// <summary>One copy, at the highest QoS, with the identifiers of all of them.</summary>
    OnlyOnce,

    /// <summary>A copy for each.</summary>
    Overlap,
}
