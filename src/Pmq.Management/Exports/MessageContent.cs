namespace Pmq.Management.Exports;

/// <summary>What lines that hold a message have in common.</summary>
public abstract record MessageContent
{
    /// <summary>The topic.</summary>
    public required string Topic { get; init; }

    /// <summary>The payload, when it is text without control characters.</summary>
    public string? Text { get; init; }

    /// <summary>The payload in base64, when it is anything else.</summary>
    public byte[]? Payload { get; init; }

    /// <summary>The quality of service the message was published at.</summary>
    public int Qos { get; init; }

    /// <summary>Its properties, when it has some.</summary>
    public MessageProperties? Properties { get; init; }

    /// <summary>When it expires, if it does.</summary>
    public DateTime? Expires { get; init; }
}
