using Pmq.Broker.Routing;
using Pmq.Protocol;

namespace Pmq.Broker.Tests.Routing;

/// <summary>What matching and changing cost, in bytes and in steps: never in time.</summary>
public sealed class RouteTableCostTests
{
    private const int Many = 200_000;

    private readonly Routes _routes = new();
    private readonly PlainTarget _ada = new("ada");

    [Fact]
    public void A_cached_match_allocates_nothing()
    {
        _routes.Add(_ada, "a/b");
        _routes.Add(_ada, "a/+");
        Matcher matcher = _routes.NewMatcher();
        matcher.Match("a/b"u8, _ada);
        matcher.Match("a/c"u8, _ada);

        Assert.Equal(0, Allocated(() => matcher.Match("a/b"u8, _ada)));
        Assert.Equal(0, Allocated(() =>
        {
            matcher.Match("a/b"u8, _ada);
            matcher.Match("a/c"u8, _ada);
        }));
    }

    [Fact]
    public void The_table_allocates_nothing_for_a_match()
    {
        _routes.Add(_ada, "a/b");
        _routes.Add(_ada, "a/+");
        _routes.Add(new PlainTarget("bob"), "a/b");
        _routes.Add(_ada, "$share/g/a/#");
        var found = new MatchBuffer();

        Assert.Equal(0, Allocated(() =>
        {
            found.Begin(_routes.Table.Generation, null);
            _routes.Table.Collect("a/b"u8, _routes.Table.HashOf("a/b"u8), found);
            found.End();
        }));
    }

    [Fact]
    public void A_match_that_is_not_cached_allocates_only_the_result()
    {
        // Two topics and room for one of them.
        _routes.Add(_ada, "a");
        _routes.Add(_ada, "b");
        var matcher = new Matcher(_routes.Table, DeliveryMode.OnlyOnce, topicsMax: 1);
        bool isOther = false;

        long bytes = Allocated(() =>
        {
            isOther = !isOther;
            matcher.Match(isOther ? "a"u8 : "b"u8, _ada);
        });

        // x.
        Assert.Equal(32 + 48, bytes);
    }

    [Fact]
    public void Filters_without_wildcards_cost_as_much_each_however_many_there_are()
    {
        long early = 0;
        for (int i = 0; i < Many; i++)
        {
            _routes.Add(_ada, $"device/{i}/state");
            early = i == (Many / 10) - 1 ? _routes.Table.Exact.Steps : early;
        }

        Assert.InRange(_routes.Table.Exact.Steps, Many, 12L * Many);
        Assert.InRange((double)_routes.Table.Exact.Steps / early, 5, 20);
        Assert.Equal(Many, _routes.Table.FilterCount);
        _routes.Table.RemoveAll(_ada);
        Assert.InRange(_routes.Table.Exact.Steps, Many, 30L * Many);
        Assert.Equal(0, _routes.Table.FilterCount);
    }

    [Fact]
    public void A_table_takes_its_last_value_as_cheaply_as_its_first()
    {
        var map = new ByteMap<Subscription, Subscription.ByFilter>();
        for (int i = 0; i < Many; i++)
        {
            byte[] filter = Routes.Utf8($"{i}");
            var spec = new SubscriptionSpec(filter, QoS.AtMostOnce);
            map.Add(new Subscription(_ada, spec, addedAt: 0), TopicHash.Of(filter, 1));
        }

        Assert.InRange(map.Steps, Many, 12L * Many);
    }

    [Fact]
    public void A_filter_takes_its_last_subscriber_as_cheaply_as_its_first()
    {
        var members = new SlotArray<Subscription>();
        Subscription[] subscriptions = [.. Enumerable.Range(0, Many).Select(_ => NewSubscription())];
        Array.ForEach(subscriptions, members.Add);
        Assert.InRange(members.Moves, 1, 2L * Many);

        Array.ForEach(subscriptions, members.Remove);
        Assert.InRange(members.Moves, 1, 4L * Many);
        Assert.Equal(0, members.Count);
        Assert.Equal(4, members.Slots.Length);
    }

    [Fact]
    public void A_nearly_full_bag_that_one_leaves_and_joins_again_and_again_is_not_moved_each_time()
    {
        var members = new SlotArray<Subscription>();
        var subscriptions = new Queue<Subscription>();
        for (int i = 0; i < 2000; i++)
        {
            subscriptions.Enqueue(NewSubscription());
            members.Add(subscriptions.Last());
        }

        for (int i = 0; i < 50_000; i++)
        {
            members.Remove(subscriptions.Peek());
            subscriptions.Enqueue(subscriptions.Dequeue());
            members.Add(subscriptions.Last());
        }

        Assert.InRange(members.Moves, 1, 50_000 * 4);
        Assert.Equal(2000, members.Slots.Distinct().Count(slot => slot is not null));
    }

    [Fact]
    public void A_filter_with_its_subscription_is_small()
    {
        byte[][] filters = [.. Enumerable.Range(0, 100_000).Select(i => Routes.Utf8($"device/{i:d6}/state"))];
        PlainTarget[] targets = [.. Enumerable.Range(0, 100_000).Select(_ => new PlainTarget("c"))];
        long before = GC.GetTotalMemory(forceFullCollection: true);
        for (int i = 0; i < filters.Length; i++)
        {
            _routes.Table.Add(targets[i], new SubscriptionSpec(filters[i], QoS.AtLeastOnce), out _);
        }

        long each = (GC.GetTotalMemory(forceFullCollection: true) - before) / filters.Length;
        GC.KeepAlive(targets);

        // The filter's own bytes (48) come on top. Other tests run beside this one, hence the room.
        Assert.InRange(each, 0, 250);
    }

    private static Subscription NewSubscription() =>
        new(new PlainTarget("c"), new SubscriptionSpec([], QoS.AtMostOnce), addedAt: 0);

    private static long Allocated(Action action)
    {
        // Run often enough for the compiler to be done with it.
        for (int i = 0; i < 100; i++)
        {
            action();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
