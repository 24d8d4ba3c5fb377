namespace Pmq.Broker.Routing;

/// <summary>
/// The levels of a topic and their hashes, so that a walk which comes by several ways hashes none twice.
/// </summary>
/// <remarks>Owner: the matcher's thread.</remarks>
internal sealed class SplitTopic
{
    private const int FirstLevels = 8;

    private Level[] _levels = new Level[FirstLevels];
    private ushort[] _changePlaces = new ushort[FirstLevels + 1];

    public int Count { get; private set; }

    /// <summary>Where <see cref="FilterChanges"/> notes changes that touch the topic.</summary>
    public ReadOnlySpan<ushort> ChangePlaces => _changePlaces.AsSpan(0, Count + 1);

    public void Split(ReadOnlySpan<byte> topic, ulong seed)
    {
        uint beginning = FilterChanges.NoLevel;
        _changePlaces[0] = FilterChanges.PlaceOf(beginning);
        Count = 0;
        var cursor = new LevelCursor(topic);
        while (cursor.MoveNext())
        {
            if (Count == _levels.Length)
            {
                Array.Resize(ref _levels, Count * 2);
                Array.Resize(ref _changePlaces, (Count * 2) + 1);
            }

            uint hash = TopicHash.Of(cursor.Current, seed);
            _levels[Count++] = new Level(cursor.Start, cursor.Current.Length, hash);
            beginning = FilterChanges.Longer(beginning, hash);
            _changePlaces[Count] = FilterChanges.PlaceOf(beginning);
        }
    }

    public ReadOnlySpan<byte> Bytes(int index, ReadOnlySpan<byte> topic) =>
        topic.Slice(_levels[index].Start, _levels[index].Length);

    public uint HashAt(int index) => _levels[index].Hash;

    private readonly record struct Level(int Start, int Length, uint Hash);
}
