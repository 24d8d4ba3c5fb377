namespace Pmq.Broker.Routing;

/// <summary>The way of one topic through the trie of filters with wildcards.</summary>
/// <remarks>Owner: the method that made it.</remarks>
internal readonly ref struct TrieWalk(ReadOnlySpan<byte> topic, MatchBuffer found)
{
    private const byte Single = (byte)'+';
    private const byte Multi = (byte)'#';

    private readonly ReadOnlySpan<byte> _topic = topic;
    private readonly ReadOnlySpan<TopicLevel> _levels = found.Levels.Levels;
    private readonly MatchBuffer _found = found;

    /// <summary>Takes all that matches below the root.</summary>
    public void From(TrieNode root, bool avoidsWildcards)
    {
        if (!avoidsWildcards)
        {
            Walk(root, 0);
            return;
        }

        ref readonly TopicLevel level = ref _levels[0];
        switch (root.Named(level.Of(_topic), level.Hash))
        {
            case null:
                break;
            case TrieNode node:
                Walk(node, 1);
                break;
            case { } lone:
                TakeIfRestMatches(lone, level.Length, 1);
                break;
        }
    }

    /// <summary>
    /// Goes down by name in a loop and by <c>+</c> in recursion, as deep as the longest filter at most.
    /// </summary>
    private void Walk(TrieNode node, int depth)
    {
        while (true)
        {
            // The level above # matches too (section 4.7.1.2).
            if (node.Below is { } below)
            {
                _found.Take(below);
            }

            if (depth == _levels.Length)
            {
                if (node.Here is { } here)
                {
                    _found.Take(here);
                }

                return;
            }

            if (node.Single is { } single)
            {
                if (single is TrieNode next)
                {
                    Walk(next, depth + 1);
                }
                else
                {
                    TakeIfRestMatches(single, node.BelowAt + 1, depth + 1);
                }
            }

            ref readonly TopicLevel level = ref _levels[depth];
            object? child = node.Named(level.Of(_topic), level.Hash);
            depth++;
            if (child is not TrieNode named)
            {
                if (child is not null)
                {
                    TakeIfRestMatches(child, node.BelowAt + level.Length, depth);
                }

                return;
            }

            node = named;
        }
    }

    /// <summary>Takes what stands at a lone filter if its levels from this depth on match too.</summary>
    private void TakeIfRestMatches(object lone, int at, int depth)
    {
        if (RestMatches(Subscribers.FilterOf(lone), at, depth))
        {
            _found.Take(lone);
        }
    }

    /// <summary>True when the levels of the topic from this depth on match what the filter has from this place on.</summary>
    private bool RestMatches(ReadOnlySpan<byte> filter, int at, int depth)
    {
        while (at < filter.Length)
        {
            // At a separator, since filters and levels were found to be equal up to here.
            at++;
            byte first = at < filter.Length ? filter[at] : default;
            if (first == Multi)
            {
                return true;
            }

            if (depth == _levels.Length)
            {
                return false;
            }

            if (first == Single)
            {
                at++;
            }
            else
            {
                ReadOnlySpan<byte> level = _levels[depth].Of(_topic);
                if (!filter[at..].StartsWith(level))
                {
                    return false;
                }

                at += level.Length;
                if (at < filter.Length && filter[at] != LevelCursor.Separator)
                {
                    return false;
                }
            }

            depth++;
        }

        return depth == _levels.Length;
    }
}
