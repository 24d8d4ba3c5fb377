namespace Pmq.Broker.Routing;

/// <summary>
/// Matches the topics of one reader, and remembers what they matched. A change of the table makes it forget: the next
/// match of each topic is made anew.
/// </summary>
/// <remarks>Owner: read loop.</remarks>
internal sealed class Matcher(RouteTable table, DeliveryMode mode)
{
    private readonly MatchCache _cache = new();
    private readonly MatchBuffer _found = new();
    private DeliveryMerger? _merger;
    private MatchResult _empty = MatchResult.Empty;

    /// <summary>How many places its cache has.</summary>
    internal int CachePlaces => _cache.Places;

    /// <summary>Who gets messages of this topic that this target, or nobody, publishes.</summary>
    public MatchResult Match(ReadOnlySpan<byte> topic, DeliveryTarget? publisher)
    {
        long generation = table.Generation;
        if (_cache.FindLast(topic, publisher, generation) is { } last)
        {
            return last;
        }

        uint hash = table.HashOf(topic);
        if (_cache.Find(topic, hash, publisher, generation) is { } cached)
        {
            return cached;
        }

        _found.Begin(generation, publisher);
        table.Collect(topic, hash, _found);
        MatchResult result = Result(generation);
        _found.End();
        _cache.Keep(topic, hash, publisher, result);
        return result;
    }

    private MatchResult Result(long generation)
    {
        ReadOnlySpan<Subscription> subscriptions = _found.Subscriptions;
        ReadOnlySpan<SharedGroup> groups = _found.Groups;
        if (subscriptions.IsEmpty && groups.IsEmpty)
        {
            if (_empty.Generation != generation)
            {
                _empty = new MatchResult([], [], generation);
            }

            return _empty;
        }

        return new MatchResult(Deliveries(subscriptions), groups.IsEmpty ? [] : groups.ToArray(), generation);
    }

    private Delivery[] Deliveries(ReadOnlySpan<Subscription> subscriptions)
    {
        if (subscriptions.IsEmpty)
        {
            return [];
        }

        // One filter holds a target once, so there is nothing to merge.
        if (mode == DeliveryMode.OnlyOnce && _found.FilterCount > 1 && subscriptions.Length > 1)
        {
            _merger ??= new DeliveryMerger();
            return _merger.Merge(subscriptions);
        }

        var deliveries = new Delivery[subscriptions.Length];
        for (int i = 0; i < deliveries.Length; i++)
        {
            deliveries[i] = subscriptions[i];
        }

        return deliveries;
    }
}
