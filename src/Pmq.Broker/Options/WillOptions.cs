namespace Pmq.Broker.Options;

/// <summary>How wills are treated where the standard leaves it open.</summary>
public sealed record WillOptions
{
    /// <summary>Whether the wills of clients that are connected when the broker stops are published.</summary>
    public bool PublishOnStop { get; init; } = true;
}
