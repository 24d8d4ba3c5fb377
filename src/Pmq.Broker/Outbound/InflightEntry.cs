using Pmq.Broker.Durability;
using Pmq.Broker.Messages;
using Pmq.Broker.Routing;
using Pmq.Protocol;

namespace Pmq.Broker.Outbound;

/// <summary>A QoS 1 or 2 message that is under way to a client.</summary>
internal readonly record struct InflightEntry
{
    /// <summary>The message; none once PUBREL was sent, because from then on it is never sent again.</summary>
    public Message Message { get; init; }

    /// <summary>How the session got it.</summary>
    public Delivery? Delivery { get; init; }

    /// <summary>The QoS it is delivered at.</summary>
    public QoS QoS { get; init; }

    /// <summary>How far it has come.</summary>
    public InflightState State { get; init; }

    /// <summary>Whether it was sent on the present connection and no repetition of it is due.</summary>
    public bool IsSent { get; init; }

    /// <summary>The timestamp of the first PUBLISH.</summary>
    public long BegunAt { get; init; }

    /// <summary>The timestamp of the last PUBLISH, or of the last PUBREL that repeats one.</summary>
    public long SentAt { get; init; }

    /// <summary>What it is written with, in a kept session; null when it is not written, or was long ago.</summary>
    public QueuedRun? Run { get; init; }

    /// <summary>False for the free slot of a completed one.</summary>
    public bool IsLive => State != InflightState.None;
}
