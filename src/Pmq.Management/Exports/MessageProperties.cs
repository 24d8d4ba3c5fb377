namespace Pmq.Management.Exports;

/// <summary>The properties of a message that subscribers see.</summary>
public sealed record MessageProperties
{
    /// <summary>1 when the payload is text.</summary>
    public int? PayloadFormat { get; init; }

    /// <summary>What the payload is.</summary>
    public string? ContentType { get; init; }

    /// <summary>Where a response is expected.</summary>
    public string? ResponseTopic { get; init; }

    /// <summary>What a response is to be told from others by, in base64.</summary>
    public byte[]? CorrelationData { get; init; }

    /// <summary>User properties: pairs of name and value in their order.</summary>
    public IReadOnlyList<IReadOnlyList<string>>? User { get; init; }
}
