using Pmq.Broker;
using Pmq.Management.Health;

namespace Pmq.Hosting;

/// <summary>
/// The store: while it does not take what is to be kept, durable acknowledgements wait. QoS 0 and sessions that are not
/// kept go on, but whoever chooses a node should choose another.
/// </summary>
/// <remarks>Owner: immutable.</remarks>
internal sealed class StoreReadiness(BrokerNode node) : IReadinessCheck
{
    public string Name => "store";

    public string? Detail => node.StoreTrouble?.Reason;
}
