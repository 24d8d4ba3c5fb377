namespace Pmq.Protocol;

/// <summary>A PUBLISH packet.</summary>
public readonly ref struct PublishView
{
    private readonly byte _header;

    internal PublishView(byte header, ByteView topic, ushort packetId, PropertyList properties, ByteView payload)
    {
        _header = header;
        Topic = topic;
        PacketId = packetId;
        Properties = properties;
        Payload = payload;
    }

    /// <summary>True when the sender sent it before.</summary>
    public bool Dup => (_header & 0b1000) != 0;

    /// <summary>The quality of service.</summary>
    public QoS QoS => (QoS)((_header >> 1) & 0b11);

    /// <summary>Towards a server: keep it. Towards a client: see retain as published.</summary>
    public bool Retain => (_header & 1) != 0;

    /// <summary>The topic name; empty when a topic alias stands for it.</summary>
    public ByteView Topic { get; }

    /// <summary>The packet identifier, 0 at QoS 0.</summary>
    public ushort PacketId { get; }

    /// <summary>The properties, 5.0 only.</summary>
    public PropertyList Properties { get; }

    /// <summary>The application's bytes.</summary>
    public ByteView Payload { get; }
}
