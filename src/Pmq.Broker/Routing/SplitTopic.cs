namespace Pmq.Broker.Routing;

/// <summary>
/// The levels of a topic and their hashes, so that a walk which comes by several ways hashes none twice.
/// </summary>
/// <remarks>Owner: the matcher's thread.</remarks>
internal sealed class SplitTopic
{
    private const int FirstLevels = 8;

    private TopicLevel[] _levels = new TopicLevel[FirstLevels];
    private ushort[] _changePlaces = new ushort[FirstLevels + 1];
    private int _count;

    public ReadOnlySpan<TopicLevel> Levels => _levels.AsSpan(0, _count);

    /// <summary>Where <see cref="FilterChanges"/> notes changes that touch the topic.</summary>
    public ReadOnlySpan<ushort> ChangePlaces => _changePlaces.AsSpan(0, _count + 1);

    public void Split(ReadOnlySpan<byte> topic, ulong seed)
    {
        uint beginning = FilterChanges.NoLevel;
        _changePlaces[0] = FilterChanges.PlaceOf(beginning);
        _count = 0;
        var cursor = new LevelCursor(topic);
        while (cursor.MoveNext())
        {
            if (_count == _levels.Length)
            {
                Array.Resize(ref _levels, _count * 2);
                Array.Resize(ref _changePlaces, (_count * 2) + 1);
            }

            uint hash = TopicHash.Of(cursor.Current, seed);
            _levels[_count++] = new TopicLevel(cursor.Start, cursor.Current.Length, hash);
            beginning = FilterChanges.Longer(beginning, hash);
            _changePlaces[_count] = FilterChanges.PlaceOf(beginning);
        }
    }
}
