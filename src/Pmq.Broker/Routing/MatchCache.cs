namespace Pmq.Broker.Routing;

/// <summary>
/// The matches of a reader's topics, each in the one place its hash says. It doubles when topics drive each other out;
/// a reader of one topic has no places at all.
/// </summary>
/// <remarks>Owner: read loop.</remarks>
internal sealed class MatchCache
{
    private const int FirstPlaces = 8;
    private const int PlacesMax = 1024;

    // A publisher that once reached many keeps at most this many references to them; a larger match is made anew each
    // time, which costs little beside delivering to so many.
    private const int WeightMax = 16_384;

    private CachedMatch?[] _places = [];
    private CachedMatch? _last;
    private int _drivenOut;
    private int _weight;

    /// <summary>How many places there are.</summary>
    public int Places => _places.Length;

    /// <summary>The result for the topic that was asked for last, if it is that and still holds.</summary>
    public MatchResult? FindLast(ReadOnlySpan<byte> topic, DeliveryTarget? publisher, long generation) =>
        _last is { } last && last.Result.Generation == generation && last.IsFor(topic, publisher) ? last.Result : null;

    /// <summary>The result for a topic if it is here and still holds.</summary>
    public MatchResult? Find(ReadOnlySpan<byte> topic, uint hash, DeliveryTarget? publisher, long generation)
    {
        if (_places.Length == 0
            || _places[PlaceOf(hash)] is not { } found
            || found.Hash != hash
            || found.Result.Generation != generation
            || !found.IsFor(topic, publisher))
        {
            return null;
        }

        _last = found;
        return found.Result;
    }

    public void Keep(ReadOnlySpan<byte> topic, uint hash, DeliveryTarget? publisher, MatchResult result)
    {
        if (result.Weight > WeightMax)
        {
            return;
        }

        if (_weight + result.Weight > WeightMax)
        {
            Clear();
        }

        CachedMatch match = PlaceFor(hash, result.Generation);
        _weight += result.Weight - match.Result.Weight;
        match.Set(topic, hash, publisher, result);
        _last = match;
    }

    private CachedMatch PlaceFor(uint hash, long generation)
    {
        if (_last is null)
        {
            return new CachedMatch();
        }

        if (_places.Length == 0)
        {
            if (_last.Hash == hash)
            {
                return _last;
            }

            Grow(FirstPlaces);
        }

        CachedMatch? holder = _places[PlaceOf(hash)];
        if (holder is not null && holder.Hash != hash && holder.Result.Generation == generation)
        {
            _drivenOut++;
            if (_drivenOut > _places.Length / 2 && _places.Length < PlacesMax)
            {
                Grow(_places.Length * 2);
            }
        }

        return _places[PlaceOf(hash)] ??= new CachedMatch();
    }

    private void Grow(int places)
    {
        CachedMatch?[] before = _places;
        _places = new CachedMatch?[places];
        _drivenOut = 0;
        if (before.Length == 0)
        {
            _places[PlaceOf(_last!.Hash)] = _last;
            return;
        }

        // Two matches never meet in a larger array if they did not in the smaller one.
        foreach (CachedMatch? match in before)
        {
            if (match is not null)
            {
                _places[PlaceOf(match.Hash)] = match;
            }
        }
    }

    private void Clear()
    {
        Array.Clear(_places);
        _last = null;
        _weight = 0;
    }

    private int PlaceOf(uint hash) => (int)(hash & (uint)(_places.Length - 1));
}
