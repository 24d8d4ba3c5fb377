namespace Pmq.Protocol;

/// <summary>One entry of a SUBSCRIBE: a filter and its options. In an UNSUBSCRIBE the options say nothing.</summary>
public readonly ref struct SubscriptionView
{
    internal SubscriptionView(ByteView filter, SubscriptionOptions options)
    {
        Filter = filter;
        Options = options;
    }

    /// <summary>The topic filter.</summary>
    public ByteView Filter { get; }

    /// <summary>The subscription options.</summary>
    public SubscriptionOptions Options { get; }
}
