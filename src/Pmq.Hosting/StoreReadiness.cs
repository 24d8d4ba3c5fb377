using Pmq.Broker;
using Pmq.Management.Health;

namespace Pmq.Hosting;

/// <summary>
/// The store: while it does not take what is to be kept, durable acknowledgements wait. QoS 0 and sessions that are not
/// kept go on, but whoever chooses a node should choose another. A program that maps the routes without a node has
/// none.
/// </summary>
/// <remarks>Owner: immutable.</remarks>
internal sealed class StoreReadiness(BrokerNode? node = null) : IReadinessCheck
{
    public string Name => "store";

    public string? Detail => node?.StoreTrouble?.Reason;
}
