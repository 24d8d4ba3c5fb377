using BenchmarkDotNet.Attributes;
using Pmq.Broker.Routing;

namespace Pmq.Benchmarks.Routing;

/// <summary>Matching among filters that nearly all begin alike, where a topic goes many ways through the tree.</summary>
[MemoryDiagnoser]
public class DeepTreeBenchmarks
{
    private const int Rounds = 256;

    private readonly MatchBuffer _found = new();
    private DeepTable _deep = null!;
    private Matcher _matcher = null!;
    private Matcher _forgetful = null!;

    [Params(5, 8)]
    public int Names { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _deep = new DeepTable(Names);
        _matcher = new Matcher(_deep.Table, DeliveryMode.OnlyOnce);
        _forgetful = new Matcher(_deep.Table, DeliveryMode.OnlyOnce, topicsMax: 1);
    }

    [Benchmark(OperationsPerInvoke = Rounds)]
    public int Remembered()
    {
        int count = 0;
        foreach (byte[] topic in _deep.Topics)
        {
            count += _matcher.Match(topic, publisher: null).Deliveries.Length;
        }

        return count;
    }

    [Benchmark(OperationsPerInvoke = Rounds)]
    public int Anew()
    {
        int count = 0;
        foreach (byte[] topic in _deep.Topics)
        {
            _found.Begin(_deep.Table.Generation, publisher: null);
            _deep.Table.Collect(topic, _deep.Table.HashOf(topic), _found);
            count += _found.Subscriptions.Length;
            _found.End();
        }

        return count;
    }

    [Benchmark(OperationsPerInvoke = Rounds)]
    public int AnewWithResult()
    {
        int count = 0;
        foreach (byte[] topic in _deep.Topics)
        {
            count += _forgetful.Match(topic, publisher: null).Deliveries.Length;
        }

        return count;
    }
}
