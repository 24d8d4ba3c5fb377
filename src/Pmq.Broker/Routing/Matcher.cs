namespace Pmq.Broker.Routing;

/// <summary>
/// Matches the topics that the connections of a thread publish to, and remembers what they matched. A change of the table
/// makes it forget only the topics that the changed filter may match.
/// </summary>
/// <remarks>Owner: the thread that uses it.</remarks>
internal sealed class Matcher(
    RouteTable table,
    DeliveryMode mode,
    int topicsMax = MatchCache.TopicsMax,
    int weightMax = MatchCache.WeightMax)
{
    private readonly MatchCache _cache = new(table.Changes, topicsMax, weightMax);
    private readonly MatchBuffer _found = new();
    private readonly MatchResult _nobody = new([], [], generation: 0);
    private DeliveryMerger? _merger;

    /// <summary>How many places its cache has.</summary>
    internal int CachePlaces => _cache.Places;

    /// <summary>How many references its cache holds.</summary>
    internal int CacheWeight => _cache.Weight;

    /// <summary>How many matches were made anew.</summary>
    internal long Misses { get; private set; }

    /// <summary>Who gets messages of this topic that this target, or nobody, publishes.</summary>
    public MatchResult Match(ReadOnlySpan<byte> topic, DeliveryTarget? publisher)
    {
        long generation = table.Generation;
        if (_cache.FindLast(topic, publisher, generation) is { } last)
        {
            return last;
        }

        uint hash = table.HashOf(topic);
        return _cache.Find(topic, hash, publisher, generation) ?? MatchAnew(topic, hash, publisher, generation);
    }

    private MatchResult MatchAnew(ReadOnlySpan<byte> topic, uint hash, DeliveryTarget? publisher, long generation)
    {
        Misses++;
        _found.Begin(generation, publisher);
        table.Collect(topic, hash, _found);
        if (_found.FilterCount == 0 && !table.HasWildcards)
        {
            // A probe has told so, which is no dearer than to remember it: topics that only retain are many.
            _found.End();
            _cache.Sweep(generation);
            _nobody.HoldsFor(generation);
            return _nobody;
        }

        MatchResult result = Result(generation);
        _cache.Keep(topic, hash, publisher, result, _found.Levels.ChangePlaces);
        _found.End();
        return result;
    }

    private MatchResult Result(long generation)
    {
        ReadOnlySpan<SharedGroup> groups = _found.Groups;
        return new MatchResult(Deliveries(_found.Subscriptions), groups.IsEmpty ? [] : groups.ToArray(), generation)
        {
            DependsOnPublisher = _found.DependsOnPublisher,
        };
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

        // A span, because storing in an array of a base class checks the type each time.
        var result = new Delivery[subscriptions.Length];
        Span<Delivery> deliveries = result;
        for (int i = 0; i < deliveries.Length; i++)
        {
            deliveries[i] = subscriptions[i];
        }

        return result;
    }
}
