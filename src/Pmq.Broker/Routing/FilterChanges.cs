using System.Numerics;

namespace Pmq.Broker.Routing;

/// <summary>
/// When filters were last changed, by their stem: the levels before the first wildcard. A filter matches a topic only if
/// its stem is the beginning of the topic, level by level. So a topic is touched only by changes at the places of its own
/// beginnings, and what was remembered of it holds as long as none of those has moved. Different stems may share a place,
/// which costs a match that need not have been.
/// </summary>
/// <remarks>Owner: route writer; reading is thread-safe.</remarks>
internal sealed class FilterChanges(ulong seed)
{
    // 64 KB a table: with a thousand changes between two messages of a topic, nine of ten topics are still known.
    private const int PlaceBits = 13;
    private const uint Spread = 0x9E37_79B1;
    private const int HashBits = 32;
    private const int LevelTurn = 7;

    private readonly long[] _changedAt = new long[1 << PlaceBits];

    /// <summary>The hash of no level at all: where the stems of <c>#</c> and <c>+/a</c> have their place.</summary>
    public static uint NoLevel => Spread;

    /// <summary>The hash of a beginning that is one level longer.</summary>
    public static uint Longer(uint beginning, uint level) =>
        (BitOperations.RotateLeft(beginning, LevelTurn) ^ level) * Spread;

    /// <summary>Where the changes of a stem are noted.</summary>
    public static ushort PlaceOf(uint beginning) => (ushort)(beginning >> (HashBits - PlaceBits));

    /// <summary>Notes that what stands at a filter changes with this generation, before the generation moves.</summary>
    public void Note(ReadOnlySpan<byte> filter, long generation)
    {
        uint stem = NoLevel;
        var levels = new LevelCursor(filter);
        while (levels.MoveNext() && !Wildcard.IsIn(levels.Current))
        {
            stem = Longer(stem, TopicHash.Of(levels.Current, seed));
        }

        Volatile.Write(ref _changedAt[PlaceOf(stem)], generation);
    }

    /// <summary>
    /// True when a filter may have changed after a generation at any of the places. Whoever has read the table's
    /// generation before sees all changes up to it.
    /// </summary>
    public bool AnySince(ReadOnlySpan<ushort> places, long generation)
    {
        foreach (ushort place in places)
        {
            if (Volatile.Read(ref _changedAt[place]) > generation)
            {
                return true;
            }
        }

        return false;
    }
}
