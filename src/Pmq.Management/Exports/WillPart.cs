namespace Pmq.Management.Exports;

/// <summary>The will of a session.</summary>
public sealed record WillPart : MessageContent
{
    /// <summary>Whether it is published as retained.</summary>
    public bool Retain { get; init; }

    /// <summary>How long its client's return is waited for.</summary>
    public uint DelaySeconds { get; init; }

    /// <summary>How long the published message lives, where that is bounded.</summary>
    public uint? ExpirySeconds { get; init; }
}
