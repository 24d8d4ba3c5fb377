namespace Pmq.Protocol;

/// <summary>What to write as the will of a CONNECT.</summary>
public readonly ref struct WillPacket
{
    /// <summary>The QoS to publish it at.</summary>
    public QoS QoS { get; init; }

    /// <summary>Whether to publish it as a retained message.</summary>
    public bool Retain { get; init; }

    /// <summary>Its properties as <see cref="PropertyWriter"/> writes them; 5.0 only.</summary>
    public ReadOnlySpan<byte> Properties { get; init; }

    /// <summary>The topic to publish it on.</summary>
    public ReadOnlySpan<byte> Topic { get; init; }

    /// <summary>The payload.</summary>
    public ReadOnlySpan<byte> Payload { get; init; }
}
