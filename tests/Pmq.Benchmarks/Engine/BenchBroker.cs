using Pmq.Broker;
using Pmq.Broker.Options;
using Pmq.Broker.Turns;

namespace Pmq.Benchmarks.Engine;

/// <summary>A whole engine on one thread, without sockets.</summary>
/// <remarks>Owner: the benchmark's thread.</remarks>
internal sealed class BenchBroker
{
    public BenchBroker()
    {
        var options = new BrokerOptions { Session = new SessionOptions { InflightMax = 1000 } };
        Node = new BrokerNode(options, new BrokerPorts
        {
            Clock = TimeProvider.System, Scheduler = Turns, Random = new FixedRandom(),
        });
    }

    public TurnQueue Turns { get; } = new();

    public BrokerNode Node { get; }

    private sealed class FixedRandom : IRandomSource
    {
        public void Fill(Span<byte> bytes) => bytes.Fill(1);

        public uint Next() => 1;
    }
}
