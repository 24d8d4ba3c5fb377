using System.Text;
using BenchmarkDotNet.Attributes;
using Pmq.Broker.Routing;
using Pmq.Protocol;

namespace Pmq.Benchmarks.Routing;

/// <summary>
/// Two curves that must be flat: matching a topic among few filters and among a million, and adding a filter to few and
/// to a million.
/// </summary>
[MemoryDiagnoser]
public class MatchBenchmarks
{
    private static readonly byte[] Topic = Encoding.UTF8.GetBytes("bench/exact/topic");
    private static readonly byte[] Filter = Encoding.UTF8.GetBytes("site/7/device/added/+");

    private readonly FilledTable.IdleTarget _subscriber = new();
    private readonly MatchBuffer _found = new();
    private RouteTable _table = null!;
    private Matcher _matcher = null!;

    [Params(100, 1_000_000)]
    public int Filters { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _table = FilledTable.Of(Filters).Table;
        _matcher = new Matcher(_table, DeliveryMode.OnlyOnce);
    }

    [Benchmark]
    public int Remembered() => _matcher.Match(Topic, publisher: null).Deliveries.Length;

    [Benchmark]
    public int Anew()
    {
        _found.Begin(_table.Generation, publisher: null);
        _table.Collect(Topic, _table.HashOf(Topic), _found);
        int count = _found.Subscriptions.Length;
        _found.End();
        return count;
    }

    [Benchmark]
    public bool AddAndRemove()
    {
        _table.Add(_subscriber, new SubscriptionSpec(Filter, QoS.AtMostOnce), out bool replaced);
        return _table.Remove(_subscriber, Filter) && !replaced;
    }
}
