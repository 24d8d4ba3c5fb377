namespace Pmq.Broker.Routing;

/// <summary>The filters with wildcards, as a trie of their levels.</summary>
/// <remarks>Owner: route writer; <see cref="Collect"/> is for any thread.</remarks>
internal sealed class WildcardFilters(ulong seed) : FilterIndex
{
    private readonly TrieNode _root = new(default);
    private readonly List<TrieNode> _path = [];
    private int _count;

    public override int Count => Volatile.Read(ref _count);

    /// <summary>How many nodes there are below the root.</summary>
    public int NodeCount { get; private set; }

    public override object? Get(ByteSlice filter)
    {
        TrieNode? node = _root;
        var levels = new LevelCursor(filter.Span);
        while (levels.MoveNext())
        {
            if (Wildcard.IsMulti(levels.Current))
            {
                return node.Below;
            }

            node = ChildOf(node, levels.Current);
            if (node is null)
            {
                return null;
            }
        }

        return node.Here;
    }

    public override void Set(ByteSlice filter, object? here)
    {
        TrieNode node = _root;
        bool before = false;
        bool endsWithMulti = false;
        var levels = new LevelCursor(filter.Span);
        while (levels.MoveNext() && !endsWithMulti)
        {
            if (Wildcard.IsMulti(levels.Current))
            {
                endsWithMulti = true;
            }
            else
            {
                _path.Add(node);
                node = ChildOf(node, levels.Current)
                    ?? NewChild(node, filter.Slice(levels.Start, levels.Current.Length));
            }
        }

        if (endsWithMulti)
        {
            before = node.Below is not null;
            node.Below = here;
        }
        else
        {
            before = node.Here is not null;
            node.Here = here;
        }

        Volatile.Write(ref _count, _count + (here is null ? 0 : 1) - (before ? 1 : 0));
        Prune(node);
        _path.Clear();
    }

    /// <summary>Collects what stands at all filters that match the topic that the buffer was begun with.</summary>
    public void Collect(ReadOnlySpan<byte> topic, MatchBuffer found)
    {
        if (!Wildcard.Avoids(topic))
        {
            Walk(_root, 0, topic, found);
        }
        else if (_root.Child(found.Levels.Bytes(0, topic), found.Levels.HashAt(0)) is { } child)
        {
            Walk(child, 1, topic, found);
        }
    }

    /// <summary>
    /// Goes down by name in a loop and by <c>+</c> in recursion, as deep as the longest filter at most.
    /// </summary>
    private static void Walk(TrieNode node, int depth, ReadOnlySpan<byte> topic, MatchBuffer found)
    {
        SplitTopic levels = found.Levels;
        while (true)
        {
            // The level above # matches too (section 4.7.1.2).
            if (node.Below is { } below)
            {
                found.Take(below);
            }

            if (depth == levels.Count)
            {
                if (node.Here is { } here)
                {
                    found.Take(here);
                }

                return;
            }

            if (node.Single is { } single)
            {
                Walk(single, depth + 1, topic, found);
            }

            if (node.Child(levels.Bytes(depth, topic), levels.HashAt(depth)) is not { } child)
            {
                return;
            }

            node = child;
            depth++;
        }
    }

    private TrieNode? ChildOf(TrieNode node, ReadOnlySpan<byte> level) =>
        Wildcard.IsSingle(level) ? node.Single : node.Child(level, TopicHash.Of(level, seed));

    private TrieNode NewChild(TrieNode parent, ByteSlice level)
    {
        var child = new TrieNode(level);
        NodeCount++;
        if (Wildcard.IsSingle(level.Span))
        {
            parent.Single = child;
        }
        else
        {
            parent.AddChild(child, seed);
        }

        return child;
    }

    private void Prune(TrieNode node)
    {
        for (int i = _path.Count - 1; i >= 0 && node.IsEmpty; i--)
        {
            _path[i].RemoveChild(node, seed);
            NodeCount--;
            node = _path[i];
        }
    }
}
