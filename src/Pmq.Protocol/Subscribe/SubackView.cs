namespace Pmq.Protocol;

/// <summary>A SUBACK or UNSUBACK packet.</summary>
public readonly ref struct SubackView
{
    internal SubackView(ushort packetId, PropertyList properties, ByteView codes)
    {
        PacketId = packetId;
        Properties = properties;
        Codes = codes;
    }

    /// <summary>The identifier of the request.</summary>
    public ushort PacketId { get; }

    /// <summary>The properties, 5.0 only.</summary>
    public PropertyList Properties { get; }

    /// <summary>A <see cref="ReasonCode"/> for each filter of the request. Empty in an UNSUBACK before 5.0.</summary>
    public ByteView Codes { get; }
}
