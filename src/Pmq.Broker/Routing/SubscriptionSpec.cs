using Pmq.Broker.Durability;
using Pmq.Protocol;

namespace Pmq.Broker.Routing;

/// <summary>What a client asked for.</summary>
/// <param name="Filter">The filter as it was sent, checked before, with <c>$share/…/</c> or <c>$queue/</c>.</param>
/// <param name="QoS">The granted QoS.</param>
/// <param name="NoLocal">True when the target does not want what it publishes itself.</param>
/// <param name="RetainAsPublished">True when the retain flag stays as published.</param>
/// <param name="SubscriptionId">The identifier to tell with each message; 0 for none.</param>
internal readonly record struct SubscriptionSpec(
    byte[] Filter, QoS QoS, bool NoLocal = false, bool RetainAsPublished = false, uint SubscriptionId = 0)
{
    /// <summary>What a store has kept of a subscription.</summary>
    public static SubscriptionSpec Of(in SubscriptionChange stored)
    {
        var options = new SubscriptionOptions(stored.Options.GetValueOrDefault());
        return new SubscriptionSpec(
            stored.Filter.ToArray(), options.QoS, options.NoLocal, options.RetainAsPublished, stored.SubscriptionId);
    }
}
