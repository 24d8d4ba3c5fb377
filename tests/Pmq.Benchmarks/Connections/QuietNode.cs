using Pmq.Broker;
using Pmq.Broker.Options;
using Pmq.TestKit;

namespace Pmq.Benchmarks.Connections;

/// <summary>A node that runs on this thread when it is told to, with a clock that stands still.</summary>
public sealed class QuietNode
{
    /// <summary>A node with the default options.</summary>
    public QuietNode()
    {
        Scheduler = new ManualScheduler(new ManualClock());
        Node = new BrokerNode(new BrokerOptions(), new BrokerPorts
        {
            Clock = Scheduler.Clock,
            Scheduler = Scheduler,
            Random = new SeededRandom(1),
        });
    }

    /// <summary>Runs the node's turns.</summary>
    public ManualScheduler Scheduler { get; }

    /// <summary>The node.</summary>
    public BrokerNode Node { get; }
}
