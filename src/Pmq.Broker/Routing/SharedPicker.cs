using System.Diagnostics;
using Pmq.Broker.Messages;
using Pmq.Broker.Turns;

namespace Pmq.Broker.Routing;

/// <summary>The strategy of one shared group, with what it remembers from pick to pick.</summary>
/// <remarks>Owner: thread-safe; publishers pick at the same time.</remarks>
internal abstract class SharedPicker
{
    /// <summary>True when it looks at what the members have before them.</summary>
    public virtual bool LooksAtLoad => false;

    public static SharedPicker New(SharedStrategy strategy, IRandomSource random) => strategy switch
    {
        SharedStrategy.RoundRobin => new RoundRobinPicker(),
        SharedStrategy.Random => new RandomPicker(random),
        SharedStrategy.Sticky => new StickyPicker(),
        SharedStrategy.HashPublisher => new HashPublisherPicker(),
        SharedStrategy.HashTopic => new HashTopicPicker(),
        SharedStrategy.LeastInflight => new LeastInflightPicker(),
        _ => throw new UnreachableException($"No picker for {strategy}."),
    };

    /// <summary>A member that gets the message, or null when none qualifies.</summary>
    public abstract Subscription? Pick(in Candidates candidates, Message message);
}
