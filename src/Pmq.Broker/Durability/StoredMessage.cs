using Pmq.Protocol;

namespace Pmq.Broker.Durability;

/// <summary>A message as a store has it, taken apart.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Payload">The payload.</param>
public sealed record StoredMessage(ReadOnlyMemory<byte> Topic, ReadOnlyMemory<byte> Payload)
{
    /// <summary>The quality of service it was published at.</summary>
    public QoS QoS { get; init; }

    /// <summary>The retain flag it was published with.</summary>
    public bool Retain { get; init; }

    /// <summary>The properties to pass on, as on the wire without the length before them.</summary>
    public ReadOnlyMemory<byte> Properties { get; init; }

    /// <summary>When it is worth nothing any more, in milliseconds since 1970 by the wall clock; 0 for never.</summary>
    public long ExpiresAt { get; init; }

    /// <summary>The client that published it, where it is known; a subscription with no local goes by it.</summary>
    public string Publisher { get; init; } = "";
}
