namespace Pmq.Broker.Routing;

/// <summary>
/// A subscription that shares its messages with others. A class of its own, because most subscriptions are not shared
/// and need not carry a group.
/// </summary>
/// <remarks>Owner: route writer; all that readers look at never changes.</remarks>
internal sealed class SharedSubscription(
    DeliveryTarget target, in SubscriptionSpec spec, SharedGroup group, long addedAt)
    : Subscription(target, spec, addedAt)
{
    /// <inheritdoc/>
    public override SharedGroup Group { get; } = group;
}
