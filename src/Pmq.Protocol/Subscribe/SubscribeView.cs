namespace Pmq.Protocol;

/// <summary>A SUBSCRIBE or UNSUBSCRIBE packet: both are a list of filters, the former with options.</summary>
public readonly ref struct SubscribeView
{
    private readonly ByteView _payload;
    private readonly bool _withOptions;

    internal SubscribeView(ushort packetId, PropertyList properties, ByteView payload, int count, bool withOptions)
    {
        PacketId = packetId;
        Properties = properties;
        Count = count;
        _payload = payload;
        _withOptions = withOptions;
    }

    /// <summary>The packet identifier.</summary>
    public ushort PacketId { get; }

    /// <summary>The properties, 5.0 only.</summary>
    public PropertyList Properties { get; }

    /// <summary>How many filters there are.</summary>
    public int Count { get; }

    /// <summary>The filters in their order.</summary>
    public SubscriptionEnumerator GetEnumerator() => new(_payload, _withOptions);
}
