namespace Pmq.Broker.Options;

/// <summary>What messages may be.</summary>
public sealed record MessageOptions
{
    /// <summary>The highest QoS a client may publish at.</summary>
    public int QosMax { get; init; } = 2;

    /// <summary>
    /// The longest life of a message in seconds; those without an expiry get this one. 0: as published.
    /// </summary>
    public int ExpiryMax { get; init; }

    /// <summary>Whether a payload that says it is UTF-8 is checked.</summary>
    public bool PayloadFormatCheck { get; init; }

    /// <summary>Whether messages are retained.</summary>
    public bool Retain { get; init; } = true;

    /// <summary>How many messages are retained. 0: no bound.</summary>
    public int RetainedMax { get; init; }
}
