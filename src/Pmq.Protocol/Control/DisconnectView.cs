namespace Pmq.Protocol;

/// <summary>A DISCONNECT packet.</summary>
public readonly ref struct DisconnectView
{
    internal DisconnectView(ReasonCode reason, PropertyList properties)
    {
        Reason = reason;
        Properties = properties;
    }

    /// <summary>Why the connection ends; a normal end when the packet does not say.</summary>
    public ReasonCode Reason { get; }

    /// <summary>The properties, 5.0 only.</summary>
    public PropertyList Properties { get; }
}
