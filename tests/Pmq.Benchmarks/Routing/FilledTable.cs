using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Pmq.Broker.Routing;
using Pmq.Broker.Turns;
using Pmq.Protocol;

namespace Pmq.Benchmarks.Routing;

/// <summary>
/// A route table with many filters that idle targets subscribe to, half of them with a wildcard, and a few that match.
/// It is made once for each size, because filling the large one takes a second.
/// </summary>
internal sealed class FilledTable
{
    private const int FiltersOfATarget = 1000;

    private static readonly ConcurrentDictionary<int, Lazy<FilledTable>> BySize = new();

    private FilledTable(int filters)
    {
        Table = new RouteTable(SharedStrategy.RoundRobin, new FixedRandom());
        IdleTarget target = new();
        for (int i = 0; i < filters; i++)
        {
            target = i % FiltersOfATarget == 0 ? new IdleTarget() : target;
            string tail = i % 2 == 0 ? "value" : "+";
            Add(target, string.Create(CultureInfo.InvariantCulture, $"site/{i / 100}/device/{i}/{tail}"));
        }

        Add(new IdleTarget(), "bench/exact/topic");
        Add(new IdleTarget(), "bench/+/topic");
        Add(new IdleTarget(), "bench/#");
    }

    public RouteTable Table { get; }

    public static FilledTable Of(int filters) =>
        BySize.GetOrAdd(filters, size => new Lazy<FilledTable>(() => new FilledTable(size))).Value;

    private void Add(IdleTarget target, string filter) =>
        Table.Add(target, new SubscriptionSpec(Encoding.UTF8.GetBytes(filter), QoS.AtMostOnce), out _);

    /// <summary>Somebody who subscribes and is never sent anything.</summary>
    internal sealed class IdleTarget() : DeliveryTarget(new NoScheduler(), "idle")
    {
        public override bool IsOnline => true;

        public override int InflightCount => 0;

        protected override bool RunTurn() => false;
    }

    private sealed class NoScheduler : ITurnScheduler
    {
        public void Schedule(Turn turn) => throw new InvalidOperationException("Nobody is woken here.");

        public void ScheduleAfter(TimeSpan delay, Turn turn) => Schedule(turn);
    }

    internal sealed class FixedRandom : IRandomSource
    {
        public void Fill(Span<byte> bytes) => bytes.Fill(1);

        public uint Next() => 1;
    }
}
