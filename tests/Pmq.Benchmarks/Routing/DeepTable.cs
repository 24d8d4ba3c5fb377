using System.Globalization;
using System.Text;
using Pmq.Broker.Routing;
using Pmq.Protocol;

namespace Pmq.Benchmarks.Routing;

/// <summary>
/// A route table with twenty thousand random filters with wildcards in a tree of six levels, and random topics of it.
/// The more names a level has, the fewer filters match a topic.
/// </summary>
internal sealed class DeepTable
{
    private const int Filters = 20_000;
    private const int Levels = 6;
    private const int Targets = 200;
    private const int TopicCount = 256;

    private readonly Random _random = new(7);
    private readonly int _names;

    public DeepTable(int names)
    {
        _names = names;
        FilledTable.IdleTarget[] targets = [.. Enumerable.Range(0, Targets).Select(_ => new FilledTable.IdleTarget())];
        for (int i = 0; i < Filters; i++)
        {
            string[] levels = [.. Enumerable.Range(0, Levels).Select(Level)];
            levels[_random.Next(Levels)] = "+";
            levels[_random.Next(Levels)] = "+";
            var spec = new SubscriptionSpec(Utf8(string.Join('/', levels)), QoS.AtMostOnce);
            Table.Add(targets[_random.Next(Targets)], spec, out _);
        }

        Topics = [.. Enumerable.Range(0, TopicCount).Select(_ => Topic())];
    }

    public RouteTable Table { get; } = new(SharedStrategy.RoundRobin, new FilledTable.FixedRandom());

    public byte[][] Topics { get; }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private byte[] Topic() => Utf8(string.Join('/', Enumerable.Range(0, Levels).Select(Level)));

    private string Level(int level) =>
        string.Create(CultureInfo.InvariantCulture, $"level{level}-{_random.Next(_names)}");
}
