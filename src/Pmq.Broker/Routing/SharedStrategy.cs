namespace Pmq.Broker.Routing;

/// <summary>How a shared group chooses the member that gets a message.</summary>
public enum SharedStrategy
{
    /// <summary>One after the other.</summary>
    RoundRobin,

    /// <summary>Any, each as likely as another.</summary>
    Random,

    /// <summary>The same one until it goes away.</summary>
    Sticky,

    /// <summary>The same one for all messages of one publisher.</summary>
    HashPublisher,

    /// <summary>The same one for all messages of one topic.</summary>
    HashTopic,

    /// <summary>The one that has the least under way.</summary>
    LeastInflight,
}
