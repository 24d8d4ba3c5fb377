using Pmq.Broker.Messages;
using Pmq.Broker.Routing;

namespace Pmq.Broker.Retained;

/// <summary>
/// Retained messages by the levels of their topics, so that a filter with wildcards goes only where it can match. It
/// knows no time: whether a message has expired is the caller's to see.
/// </summary>
/// <remarks>Owner: the router's turn.</remarks>
internal sealed class RetainedTree(ulong seed = 0)
{
    private readonly RetainedNode _root = new([]);
    private readonly List<RetainedNode> _path = [];

    /// <summary>How many messages there are.</summary>
    public int Count { get; private set; }

    /// <summary>The sizes of all messages together.</summary>
    public long Bytes { get; private set; }

    /// <summary>How many nodes there are below the root.</summary>
    public int NodeCount { get; private set; }

    /// <summary>How many nodes the searches have come to.</summary>
    public long Visits { get; private set; }

    /// <summary>Keeps a message for its topic, in place of one that was there.</summary>
    public void Set(Message message)
    {
        RetainedNode node = _root;
        var levels = new LevelCursor(message.Topic);
        while (levels.MoveNext())
        {
            node = node.Child(levels.Current, seed) ?? NewChild(node, levels.Current);
        }

        if (node.Message is { } before)
        {
            Uncount(before);
        }

        node.Message = message;
        Count++;
        Bytes += message.Size;
    }

    /// <summary>The message of a topic, or null.</summary>
    public Message? Get(ReadOnlySpan<byte> topic)
    {
        RetainedNode? node = _root;
        var levels = new LevelCursor(topic);
        while (node is not null && levels.MoveNext())
        {
            node = node.Child(levels.Current, seed);
        }

        return node?.Message;
    }

    /// <summary>True when a topic has a message.</summary>
    public bool Contains(ReadOnlySpan<byte> topic) => Get(topic) is not null;

    /// <summary>Removes the message of a topic; false when it has none.</summary>
    public bool Remove(ReadOnlySpan<byte> topic) => Remove(topic, only: null);

    /// <summary>Removes this message, unless another has taken its place.</summary>
    public bool RemoveIfCurrent(Message message) => Remove(message.Topic, message);

    /// <summary>Adds the messages whose topics a filter matches.</summary>
    public void Find(ReadOnlySpan<byte> filter, List<Message> found)
    {
        if (Wildcard.IsIn(filter))
        {
            Walk(_root, filter, found);
        }
        else if (Get(filter) is { } message)
        {
            found.Add(message);
        }
    }

    /// <summary>True when wildcards at the root do not reach the child [MQTT-4.7.2-1].</summary>
    private bool IsHidden(RetainedNode parent, RetainedNode child) =>
        ReferenceEquals(parent, _root) && Wildcard.Avoids(child.Level);

    private void Walk(RetainedNode node, ReadOnlySpan<byte> filter, List<Message> found)
    {
        Visits++;
        int end = filter.IndexOf(LevelCursor.Separator);
        ReadOnlySpan<byte> level = end < 0 ? filter : filter[..end];
        if (Wildcard.IsMulti(level))
        {
            AddAll(node, found);
        }
        else if (Wildcard.IsSingle(level))
        {
            foreach (RetainedNode child in node)
            {
                if (!IsHidden(node, child))
                {
                    GoOn(child, filter, end, found);
                }
            }
        }
        else if (node.Child(level, seed) is { } child)
        {
            GoOn(child, filter, end, found);
        }
    }

    private void GoOn(RetainedNode node, ReadOnlySpan<byte> filter, int end, List<Message> found)
    {
        if (end >= 0)
        {
            Walk(node, filter[(end + 1)..], found);
            return;
        }

        Visits++;
        if (node.Message is { } message)
        {
            found.Add(message);
        }
    }

    /// <summary>The level above <c>#</c> matches too (section 4.7.1.2).</summary>
    private void AddAll(RetainedNode node, List<Message> found)
    {
        Visits++;
        if (node.Message is { } message)
        {
            found.Add(message);
        }

        foreach (RetainedNode child in node)
        {
            if (!IsHidden(node, child))
            {
                AddAll(child, found);
            }
        }
    }

    private bool Remove(ReadOnlySpan<byte> topic, Message? only)
    {
        RetainedNode? node = _root;
        _path.Clear();
        var levels = new LevelCursor(topic);
        while (levels.MoveNext())
        {
            _path.Add(node);
            node = node.Child(levels.Current, seed);
            if (node is null)
            {
                return false;
            }
        }

        if (node.Message is not { } message || (only is not null && message != only))
        {
            return false;
        }

        node.Message = null;
        Uncount(message);
        Prune(node);
        return true;
    }

    private RetainedNode NewChild(RetainedNode parent, ReadOnlySpan<byte> level)
    {
        NodeCount++;
        return parent.AddChild(level, seed);
    }

    private void Prune(RetainedNode node)
    {
        for (int i = _path.Count - 1; i >= 0 && node.IsEmpty; i--)
        {
            _path[i].RemoveChild(node, seed);
            NodeCount--;
            node = _path[i];
        }

        _path.Clear();
    }

    private void Uncount(Message message)
    {
        Count--;
        Bytes -= message.Size;
    }
}
