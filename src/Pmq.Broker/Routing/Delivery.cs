using Pmq.Protocol;

namespace Pmq.Broker.Routing;

/// <summary>
/// How one target gets the messages of one match: the granted QoS, the options that matter on delivery and the
/// identifiers of all subscriptions that matched. Where one subscription matched, it is that subscription itself.
/// </summary>
/// <remarks>Owner: immutable.</remarks>
public class Delivery(DeliveryTarget target, QoS qos, bool retainAsPublished, uint[] subscriptionIds)
{
    /// <summary>Who gets the messages.</summary>
    public DeliveryTarget Target { get; } = target;

    /// <summary>The highest QoS to deliver at.</summary>
    public QoS QoS { get; } = qos;

    /// <summary>True when the retain flag stays as published.</summary>
    public bool RetainAsPublished { get; } = retainAsPublished;

    /// <summary>The identifiers to tell; empty when there are none.</summary>
    public uint[] SubscriptionIds { get; } = subscriptionIds;

    /// <summary>The life of the target that it was made for.</summary>
    internal int Life { get; init; } = target.Life;

    /// <summary>True when the target keeps the messages through a crash.</summary>
    internal bool Keeps => QoS != QoS.AtMostOnce && DeliveryTarget.IsKeptLife(Life);

    /// <summary>The shared group that chose this target, or null.</summary>
    public virtual SharedGroup? Group => null;
}
