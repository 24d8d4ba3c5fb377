namespace Pmq.Protocol;

/// <summary>A CONNACK packet.</summary>
public readonly ref struct ConnackView
{
    /// <summary>True when the server kept a session of this client.</summary>
    public bool SessionPresent { get; internal init; }

    /// <summary>The answer in 5.0; before, see <see cref="ReturnCode"/>.</summary>
    public ReasonCode Reason { get; internal init; }

    /// <summary>The answer in 3.1 and 3.1.1.</summary>
    public ConnectReturnCode ReturnCode { get; internal init; }

    /// <summary>The properties, 5.0 only.</summary>
    public PropertyList Properties { get; internal init; }
}
