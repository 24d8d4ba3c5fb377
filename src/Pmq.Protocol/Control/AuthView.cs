namespace Pmq.Protocol;

/// <summary>An AUTH packet, 5.0 only.</summary>
public readonly ref struct AuthView
{
    internal AuthView(ReasonCode reason, PropertyList properties)
    {
        Reason = reason;
        Properties = properties;
    }

    /// <summary>Whether the exchange goes on, starts over or has succeeded.</summary>
    public ReasonCode Reason { get; }

    /// <summary>The properties, authentication method and data among them.</summary>
    public PropertyList Properties { get; }
}
