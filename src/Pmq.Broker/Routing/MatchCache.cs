using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pmq.Broker.Routing;

/// <summary>
/// The topics that a thread's connections publish to, and what they matched: chains in a table that grows with the
/// topics up to its bound. Then the next topic takes the place of one that was not of use for a while (second chance),
/// with the arrays it has.
/// </summary>
/// <remarks>Owner: the matcher's thread.</remarks>
internal sealed class MatchCache(FilterChanges changes, int topicsMax, int weightMax)
{
    /// <summary>As many topics as a site of devices has; the cache then takes about three megabytes.</summary>
    public const int TopicsMax = 16_384;

    /// <summary>
    /// How many references all results together may hold: two megabytes. A larger match is made anew each time, which
    /// costs little beside delivering to so many.
    /// </summary>
    public const int WeightMax = 262_144;

    private const int FirstPlaces = 2;
    private const int None = -1;

    // How many are given a second chance at once: so that a topic never waits for a look at all others.
    private const int ChancesMax = 16;

    // With each new result as many others are looked at whether they still hold: so that targets which are gone are let
    // go of, whatever topics come.
    private const int SweptAtOnce = 2;

    private const uint PublisherFactor = 0x85EB_CA6B;

    // The first match of each chain, plus one.
    private int[] _chains = [];
    private CachedMatch[] _matches = [];
    private int _count;
    private int _weight;
    private int _hand;
    private int _sweeper;
    private int _last = None;

    /// <summary>How many topics it has room for now.</summary>
    public int Places => _matches.Length;

    /// <summary>How many references its results hold.</summary>
    public int Weight => _weight;

    /// <summary>The result for the topic that was asked for last, if it is that and still holds.</summary>
    public MatchResult? FindLast(ReadOnlySpan<byte> topic, DeliveryTarget? publisher, long generation)
    {
        if (_last == None)
        {
            return null;
        }

        ref CachedMatch last = ref _matches[_last];
        return last.Result is { } result
            && last.IsFor(topic, result.DependsOnPublisher ? publisher : null)
            && Holds(ref last, result, generation)
            ? result
            : null;
    }

    /// <summary>The result for a topic if it is here and still holds.</summary>
    public MatchResult? Find(ReadOnlySpan<byte> topic, uint hash, DeliveryTarget? publisher, long generation)
    {
        if (Use(IndexOf(topic, hash, publisher: null), generation) is not { } result)
        {
            return null;
        }

        return result.DependsOnPublisher
            ? Use(IndexOf(topic, WithPublisher(hash, publisher), publisher), generation)
            : result;
    }

    /// <summary>Keeps a result for a topic with the places where a change touches it.</summary>
    public void Keep(
        ReadOnlySpan<byte> topic,
        uint hash,
        DeliveryTarget? publisher,
        MatchResult result,
        ReadOnlySpan<ushort> places)
    {
        Sweep(result.Generation);
        if (result.Weight > weightMax)
        {
            return;
        }

        if (result.DependsOnPublisher)
        {
            var pointer = new MatchResult([], [], result.Generation) { DependsOnPublisher = true };
            Put(topic, hash, publisher: null, pointer, places);
            hash = WithPublisher(hash, publisher);
        }

        _last = Put(topic, hash, result.DependsOnPublisher ? publisher : null, result, places);
        while (_weight > weightMax)
        {
            Release(NextVictim(butNot: _last));
        }
    }

    /// <summary>Looks at a few matches, and lets go of those that hold no more.</summary>
    public void Sweep(long generation)
    {
        for (int i = 0; i < SweptAtOnce && _count > 0; i++)
        {
            _sweeper = _sweeper + 1 < _count ? _sweeper + 1 : 0;
            ref CachedMatch match = ref _matches[_sweeper];
            if (match.Result is { } result && !Holds(ref match, result, generation))
            {
                Release(_sweeper);
            }
        }
    }

    private static uint WithPublisher(uint hash, DeliveryTarget? publisher) =>
        hash ^ (((uint)RuntimeHelpers.GetHashCode(publisher) * PublisherFactor) | 1);

    /// <summary>True when no change up to this generation has touched the match.</summary>
    private bool Holds(ref CachedMatch match, MatchResult result, long generation)
    {
        if (result.Generation == generation)
        {
            return true;
        }

        if (changes.AnySince(match.Places, result.Generation))
        {
            return false;
        }

        result.HoldsFor(generation);
        return true;
    }

    private MatchResult? Use(int index, long generation)
    {
        if (index == None)
        {
            return null;
        }

        ref CachedMatch match = ref _matches[index];
        if (match.Result is not { } result || !Holds(ref match, result, generation))
        {
            return null;
        }

        match.WasUsed = true;
        _last = index;
        return result;
    }

    private int IndexOf(ReadOnlySpan<byte> topic, uint hash, DeliveryTarget? publisher)
    {
        if (_chains.Length == 0)
        {
            return None;
        }

        int index = ChainOf(hash) - 1;
        while (index != None)
        {
            ref CachedMatch match = ref _matches[index];
            if (match.Hash == hash && match.IsFor(topic, publisher))
            {
                break;
            }

            index = match.Next;
        }

        return index;
    }

    private int Put(
        ReadOnlySpan<byte> topic,
        uint hash,
        DeliveryTarget? publisher,
        MatchResult result,
        ReadOnlySpan<ushort> places)
    {
        int index = IndexOf(topic, hash, publisher);
        if (index == None)
        {
            index = FreePlace();
            ref CachedMatch fresh = ref _matches[index];
            fresh.Name(topic, hash, publisher);
            fresh.WasUsed = false;
            Link(ref fresh, index);
        }

        ref CachedMatch match = ref _matches[index];
        _weight += result.Weight - match.Weight;
        match.Set(result, places);
        return index;
    }

    /// <summary>A place that is in no chain and has no result.</summary>
    private int FreePlace()
    {
        if (_count == topicsMax)
        {
            int victim = NextVictim(butNot: None);
            Release(victim);
            Unlink(victim);
            return victim;
        }

        if (_count == _matches.Length)
        {
            Grow(Math.Min(topicsMax, Math.Max(FirstPlaces, _count * 2)));
        }

        return _count++;
    }

    /// <summary>The hand goes round over all places, and takes the first whose match was of no use since.</summary>
    private int NextVictim(int butNot)
    {
        int chances = 0;
        while (true)
        {
            int index = _hand;
            _hand = _hand + 1 < _count ? _hand + 1 : 0;
            ref CachedMatch match = ref _matches[index];
            if (index != butNot && (!match.WasUsed || match.Result is null || chances == ChancesMax))
            {
                return index;
            }

            match.WasUsed = false;
            chances = Math.Min(chances + 1, ChancesMax);
        }
    }

    private void Release(int index)
    {
        ref CachedMatch match = ref _matches[index];
        _weight -= match.Weight;
        match.Release();
    }

    private void Grow(int places)
    {
        Array.Resize(ref _matches, places);
        _chains = new int[BitOperations.RoundUpToPowerOf2((uint)places)];
        for (int i = 0; i < _count; i++)
        {
            Link(ref _matches[i], i);
        }
    }

    private void Link(ref CachedMatch match, int index)
    {
        ref int chain = ref ChainOf(match.Hash);
        match.Next = chain - 1;
        chain = index + 1;
    }

    private void Unlink(int index)
    {
        ref int chain = ref ChainOf(_matches[index].Hash);
        if (chain - 1 == index)
        {
            chain = _matches[index].Next + 1;
            return;
        }

        int previous = chain - 1;
        while (_matches[previous].Next != index)
        {
            previous = _matches[previous].Next;
        }

        _matches[previous].Next = _matches[index].Next;
    }

    private ref int ChainOf(uint hash) => ref _chains[hash & (uint)(_chains.Length - 1)];
}
