namespace Pmq.Broker.Routing;

/// <summary>
/// The filters with wildcards, as a trie of their levels which has nodes only where filters part. A reader finds a filter
/// that stays in any state in between: a node that is to take the place of a lone filter has that filter before it is
/// put there, and one that a lone filter takes the place of is not changed any more.
/// </summary>
/// <remarks>Owner: route writer; <see cref="Collect"/> is for any thread.</remarks>
internal sealed class WildcardFilters(ulong seed) : FilterIndex
{
    private readonly TrieNode _root = new(default, belowAt: 0);
    private readonly List<TrieNode> _path = [];
    private int _count;

    public override int Count => Volatile.Read(ref _count);

    /// <summary>How many nodes there are below the root.</summary>
    public int NodeCount { get; private set; }

    public override object? Get(ByteSlice filter)
    {
        TrieNode node = _root;
        var levels = new LevelCursor(filter.Span);
        while (levels.MoveNext())
        {
            if (Wildcard.IsMulti(levels.Current))
            {
                return node.Below;
            }

            object? child = node.Child(levels.Current, HashOf(levels.Current));
            if (child is not TrieNode next)
            {
                return child is not null && filter.Span.SequenceEqual(Subscribers.FilterOf(child)) ? child : null;
            }

            node = next;
        }

        return node.Here;
    }

    public override void Set(ByteSlice filter, object? before, object? here)
    {
        Volatile.Write(ref _count, _count + (here is null ? 0 : 1) - (before is null ? 0 : 1));
        TrieNode node = _root;
        var levels = new LevelCursor(filter.Span);
        while (levels.MoveNext())
        {
            if (Wildcard.IsMulti(levels.Current))
            {
                node.Below = here;
                Simplify(node);
                return;
            }

            uint hash = HashOf(levels.Current);
            object? child = node.Child(levels.Current, hash);
            if (ReferenceEquals(child, before))
            {
                node.SetChild(levels.Current, hash, before, here);
                Simplify(node);
                return;
            }

            _path.Add(node);
            if (child is not TrieNode next)
            {
                next = NodeInPlaceOf(child!, filter.Slice(levels.Start, levels.Current.Length), levels.Start);
                node.SetChild(levels.Current, hash, child, next);
            }

            node = next;
        }

        node.Here = here;
        Simplify(node);
    }

    /// <summary>Collects what stands at all filters that match the topic, which the buffer has split.</summary>
    public void Collect(ReadOnlySpan<byte> topic, MatchBuffer found) =>
        new TrieWalk(topic, found).From(_root, avoidsWildcards: Wildcard.Avoids(topic));

    /// <summary>A node for the level at which a lone filter ceases to be alone, with that filter in it.</summary>
    private TrieNode NodeInPlaceOf(object lone, ByteSlice level, int levelAt)
    {
        NodeCount++;
        int belowAt = levelAt + level.Length + 1;
        var node = new TrieNode(level, belowAt);
        ReadOnlySpan<byte> filter = Subscribers.FilterOf(lone);
        if (filter.Length < belowAt)
        {
            node.Here = lone;
            return node;
        }

        var rest = new LevelCursor(filter[belowAt..]);
        rest.MoveNext();
        if (Wildcard.IsMulti(rest.Current))
        {
            node.Below = lone;
        }
        else
        {
            node.SetChild(rest.Current, HashOf(rest.Current), before: null, lone);
        }

        return node;
    }

    /// <summary>Takes nodes away, from the end of the path up, that have nothing or one filter only.</summary>
    private void Simplify(TrieNode node)
    {
        for (int i = _path.Count - 1; i >= 0; i--)
        {
            int count = node.Count;
            object? lone = count == 1 ? node.Only : null;
            if (count > 1 || lone is TrieNode)
            {
                break;
            }

            NodeCount--;
            _path[i].SetChild(node.Level, HashOf(node.Level), node, lone);
            node = _path[i];
        }

        _path.Clear();
    }

    private uint HashOf(ReadOnlySpan<byte> level) => TopicHash.Of(level, seed);
}
