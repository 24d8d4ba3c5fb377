namespace Pmq.Protocol;

/// <summary>What to write as a PUBLISH.</summary>
public readonly ref struct PublishPacket
{
    /// <summary>A message at QoS 0.</summary>
    public PublishPacket(ReadOnlySpan<byte> topic, ReadOnlySpan<byte> payload)
    {
        Topic = topic;
        Payload = payload;
    }

    /// <summary>True when it was sent before.</summary>
    public bool Dup { get; init; }

    /// <summary>The quality of service.</summary>
    public QoS QoS { get; init; }

    /// <summary>The retain flag.</summary>
    public bool Retain { get; init; }

    /// <summary>The topic name; empty when a topic alias among the properties stands for it.</summary>
    public ReadOnlySpan<byte> Topic { get; init; }

    /// <summary>The packet identifier, above QoS 0.</summary>
    public ushort PacketId { get; init; }

    /// <summary>Properties as <see cref="PropertyWriter"/> writes them; 5.0 only.</summary>
    public ReadOnlySpan<byte> Properties { get; init; }

    /// <summary>The payload.</summary>
    public ReadOnlySpan<byte> Payload { get; init; }
}
