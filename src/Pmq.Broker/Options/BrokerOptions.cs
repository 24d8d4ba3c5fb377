namespace Pmq.Broker.Options;

/// <summary>Every setting of the engine, by concern.</summary>
public sealed record BrokerOptions
{
    /// <summary>What a connection may ask and do.</summary>
    public ConnectionOptions Connection { get; init; } = new();

    /// <summary>What a session holds and for how long.</summary>
    public SessionOptions Session { get; init; } = new();

    /// <summary>What subscriptions may be.</summary>
    public SubscriptionLimits Subscription { get; init; } = new();

    /// <summary>What messages may be.</summary>
    public MessageOptions Message { get; init; } = new();

    /// <summary>How much memory waiting messages may take.</summary>
    public MemoryOptions Memory { get; init; } = new();

    /// <summary>How wills are treated.</summary>
    public WillOptions Will { get; init; } = new();

    /// <summary>How state is kept through a crash.</summary>
    public StoreOptions Store { get; init; } = new();

    /// <summary>How much is done in one go.</summary>
    public TurnOptions Turn { get; init; } = new();

    /// <summary>How the broker stops.</summary>
    public StopOptions Stop { get; init; } = new();
}
