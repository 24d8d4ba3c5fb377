namespace Pmq.Broker.Options;

/// <summary>How the broker stops.</summary>
public sealed record StopOptions
{
    /// <summary>How long clients may take to leave before their connections are cut.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);
}
