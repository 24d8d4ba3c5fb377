namespace Pmq.Protocol;

/// <summary>A PUBACK, PUBREC, PUBREL or PUBCOMP packet: the four have one form.</summary>
public readonly ref struct AckView
{
    internal AckView(ushort packetId, ReasonCode reason, PropertyList properties)
    {
        PacketId = packetId;
        Reason = reason;
        Properties = properties;
    }

    /// <summary>The identifier of the PUBLISH it belongs to.</summary>
    public ushort PacketId { get; }

    /// <summary>The reason code; success when the packet has none.</summary>
    public ReasonCode Reason { get; }

    /// <summary>The properties, 5.0 only.</summary>
    public PropertyList Properties { get; }
}
