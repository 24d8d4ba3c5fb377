using Pmq.Broker.Durability;
using Pmq.Broker.Messages;
using Pmq.Broker.Routing;
using Pmq.Protocol;

namespace Pmq.Broker.Outbound;

/// <summary>A message that waits for a client, and the QoS at which it will be delivered.</summary>
internal readonly record struct QueuedMessage(Message Message, Delivery Delivery, QoS QoS)
{
    /// <summary>Its number in a kept session; 0 where it has none.</summary>
    public long Sequence { get; init; }

    /// <summary>What it is written with; null when it is not written, or was long ago.</summary>
    public QueuedRun? Run { get; init; }

    /// <summary>True when the client must not see it yet.</summary>
    public bool IsHidden => Run is { IsHidden: true };
}
