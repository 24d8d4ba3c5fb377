namespace Pmq.Broker.Routing;

/// <summary>
/// The levels of a topic and their hashes, so that a walk which comes by several ways hashes none twice.
/// </summary>
/// <remarks>Owner: read loop.</remarks>
internal sealed class SplitTopic
{
    private Level[] _levels = [];

    public int Count { get; private set; }

    public void Split(ReadOnlySpan<byte> topic, ulong seed)
    {
        Count = 0;
        var cursor = new LevelCursor(topic);
        while (cursor.MoveNext())
        {
            if (Count == _levels.Length)
            {
                Array.Resize(ref _levels, Math.Max(8, Count * 2));
            }

            _levels[Count++] = new Level(cursor.Start, cursor.Current.Length, TopicHash.Of(cursor.Current, seed));
        }
    }

    public ReadOnlySpan<byte> Bytes(int index, ReadOnlySpan<byte> topic) =>
        topic.Slice(_levels[index].Start, _levels[index].Length);

    public uint HashAt(int index) => _levels[index].Hash;

    private readonly record struct Level(int Start, int Length, uint Hash);
}
