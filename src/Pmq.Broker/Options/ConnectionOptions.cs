namespace Pmq.Broker.Options;

/// <summary>What a connection may ask and do.</summary>
public sealed record ConnectionOptions
{
    /// <summary>How long a new connection may take to send its CONNECT. Ten seconds cover a slow radio link.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The longest keep alive in seconds; a client that asks for more, or for none, is told this one. 0: as asked.
    /// </summary>
    public int KeepAliveMax { get; init; }

    /// <summary>The largest packet accepted, fixed header included; refused from its header. 1 MiB.</summary>
    public int PacketBytesMax { get; init; } = 1024 * 1024;

    /// <summary>How many QoS 1 and 2 messages a 5.0 client may have under way to the broker.</summary>
    public int ReceiveMaximum { get; init; } = 1000;

    /// <summary>How many topic aliases a client may set.</summary>
    public int TopicAliasMaximum { get; init; } = 10;

    /// <summary>How many topic aliases the broker sets towards a client that accepts as many.</summary>
    public int TopicAliasOutMax { get; init; } = 10;

    /// <summary>Whether a client without an identifier is given one; otherwise it is refused.</summary>
    public bool EmptyClientId { get; init; } = true;

    /// <summary>
    /// The longest client identifier. The standard asks for 23 at least; names made of certificates are longer.
    /// </summary>
    public int ClientIdBytesMax { get; init; } = 1024;

    /// <summary>What a client that asks is told to make response topics of; empty: nothing.</summary>
    public string ResponseInformation { get; init; } = "";

    /// <summary>How long the last bytes of a connection that the broker closes may take.</summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(5);
}
