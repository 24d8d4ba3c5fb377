namespace Pmq.Management.Exports;

/// <summary>A retained message.</summary>
public sealed record RetainedLine : MessageContent
{
    /// <summary>What <see cref="Type"/> says.</summary>
    public const string Mark = "retained";

    /// <summary>What kind of line it is.</summary>
    public string Type { get; init; } = Mark;

    /// <summary>The client that published it, where it is known.</summary>
    public string? Publisher { get; init; }
}
