namespace Pmq.Protocol;

/// <summary>The will within a CONNECT.</summary>
public readonly ref struct WillView
{
    /// <summary>The QoS to publish it at.</summary>
    public QoS QoS { get; internal init; }

    /// <summary>Whether to publish it as a retained message.</summary>
    public bool Retain { get; internal init; }

    /// <summary>Its properties, 5.0 only.</summary>
    public PropertyList Properties { get; internal init; }

    /// <summary>The topic to publish it on.</summary>
    public ByteView Topic { get; internal init; }

    /// <summary>The payload.</summary>
    public ByteView Payload { get; internal init; }
}
