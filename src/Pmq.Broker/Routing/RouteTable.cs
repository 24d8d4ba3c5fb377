using Pmq.Broker.Turns;

namespace Pmq.Broker.Routing;

/// <summary>
/// Who subscribes to what. One turn writes; read loops match topics against it on other threads, without locks and
/// without allocating. A change counts from the moment the generation moves: what was matched before is as if it were
/// not there yet.
/// </summary>
/// <remarks>Owner: route writer; the properties and <see cref="Collect"/> are for any thread.</remarks>
internal sealed class RouteTable
{
    private readonly SharedStrategy _strategy;
    private readonly IRandomSource _random;
    private readonly ulong _seed;
    private readonly ByteMap<SharedGroup, SharedGroup.ByFilter> _groups = new();
    private long _generation;
    private int _subscriptionCount;

    public RouteTable(SharedStrategy strategy, IRandomSource random)
    {
        _strategy = strategy;
        _random = random;
        _seed = ((ulong)random.Next() << 32) | random.Next();
        Exact = new ExactFilters(_seed);
        Wild = new WildcardFilters(_seed);
        Changes = new FilterChanges(_seed);
    }

    /// <summary>Moves after every change.</summary>
    public long Generation => Volatile.Read(ref _generation);

    /// <summary>True when a topic may match more than the filter that is equal to it. Any thread may ask.</summary>
    public bool HasWildcards => Wild.Count > 0;

    /// <summary>How many different filters are subscribed to, without the names of groups.</summary>
    public int FilterCount => Exact.Count + Wild.Count;

    /// <summary>How many subscriptions there are.</summary>
    public int SubscriptionCount => Volatile.Read(ref _subscriptionCount);

    internal ExactFilters Exact { get; }

    internal WildcardFilters Wild { get; }

    /// <summary>Which topics a change may touch.</summary>
    internal FilterChanges Changes { get; }

    /// <summary>
    /// Adds a subscription. One of the same target to the same filter is replaced in one step, so that no message is
    /// lost or comes twice [MQTT-3.8.4-3].
    /// </summary>
    public Subscription Add(DeliveryTarget target, in SubscriptionSpec spec, out bool replaced)
    {
        if (target.Subscriptions.Find(spec.Filter, _seed) is { } old)
        {
            replaced = true;
            return Replace(old, spec);
        }

        replaced = false;
        ByteSlice filter = InnerOf(spec.Filter, out bool isShared);
        SharedGroup? group = isShared ? GroupOf(spec.Filter) : null;
        var subscription = Subscription.New(target, spec, group, _generation + 1);
        FilterIndex index = IndexOf(filter);
        if (group is null)
        {
            object? before = index.Get(filter);
            Put(index, filter, before, Subscribers.With(before, subscription, filter));
        }
        else
        {
            group.Add(subscription);
            if (group.MemberCount == 1)
            {
                _groups.Add(group, HashOf(group.Filter));
                object? before = index.Get(filter);
                Put(index, filter, before, Subscribers.With(before, group, filter));
            }
        }

        target.Subscriptions.Add(subscription, _seed);
        Volatile.Write(ref _subscriptionCount, _subscriptionCount + 1);
        MoveGeneration();
        return subscription;
    }

    /// <summary>
    /// Removes the subscription of a target to a filter, which is compared byte by byte as it was sent.
    /// </summary>
    public bool Remove(DeliveryTarget target, ReadOnlySpan<byte> filter)
    {
        if (target.Subscriptions.Find(filter, _seed) is not { } subscription)
        {
            return false;
        }

        TakeOut(subscription);
        target.Subscriptions.Remove(subscription, _seed);
        MoveGeneration();
        return true;
    }

    /// <summary>Removes all subscriptions of a target.</summary>
    public void RemoveAll(DeliveryTarget target)
    {
        if (target.Subscriptions.Count == 0)
        {
            return;
        }

        foreach (Subscription subscription in target.Subscriptions.Snapshot())
        {
            TakeOut(subscription);
        }

        target.Subscriptions.Clear();
        MoveGeneration();
    }

    /// <summary>The hash of a topic that <see cref="Collect"/> wants.</summary>
    internal uint HashOf(ReadOnlySpan<byte> topic) => TopicHash.Of(topic, _seed);

    /// <summary>Collects what matches a topic.</summary>
    internal void Collect(ReadOnlySpan<byte> topic, uint hash, MatchBuffer found)
    {
        found.Levels.Split(topic, _seed);
        if (Exact.Find(topic, hash) is { } here)
        {
            found.Take(here);
        }

        if (HasWildcards)
        {
            Wild.Collect(topic, found);
        }
    }

    private static ByteSlice InnerOf(byte[] filter, out bool isShared)
    {
        isShared = SharedFilter.TrySplit(filter, out SharedFilter split);
        return isShared ? split.Filter : new ByteSlice(filter);
    }

    /// <summary>Puts what stands at a filter from the next generation on, and notes that it is not what it was.</summary>
    private void Put(FilterIndex index, ByteSlice filter, object? before, object? here)
    {
        Changes.Note(filter.Span, _generation + 1);
        if (!ReferenceEquals(here, before))
        {
            index.Set(filter, before, here);
        }
    }

    private FilterIndex IndexOf(ByteSlice filter) => Wildcard.IsIn(filter.Span) ? Wild : Exact;

    private SharedGroup GroupOf(byte[] filter) =>
        _groups.Find(filter, HashOf(filter)) ?? new SharedGroup(filter, SharedPicker.New(_strategy, _random));

    private Subscription Replace(Subscription old, in SubscriptionSpec spec)
    {
        var subscription = Subscription.New(old.Target, spec, old.Group, old.AddedAt);
        if (old.Group is { } group)
        {
            group.Replace(old, subscription);
        }
        else
        {
            var filter = new ByteSlice(old.Filter);
            FilterIndex index = IndexOf(filter);
            object before = index.Get(filter)!;
            Put(index, filter, before, Subscribers.Replace(before, old, subscription));
        }

        old.Target.Subscriptions.Replace(old, subscription, _seed);
        MoveGeneration();
        return subscription;
    }

    private void TakeOut(Subscription subscription)
    {
        Volatile.Write(ref _subscriptionCount, _subscriptionCount - 1);
        ByteSlice filter = InnerOf(subscription.Filter, out _);
        FilterIndex index = IndexOf(filter);
        if (subscription.Group is not { } group)
        {
            object before = index.Get(filter)!;
            Put(index, filter, before, Subscribers.Without(before, subscription));
            return;
        }

        group.Remove(subscription);
        if (group.MemberCount == 0)
        {
            _groups.Remove(group, HashOf(group.Filter));
            object before = index.Get(filter)!;
            Put(index, filter, before, Subscribers.Without(before, group));
        }
    }

    private void MoveGeneration() => Volatile.Write(ref _generation, _generation + 1);
}
