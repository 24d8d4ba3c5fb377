using Pmq.Broker.Messages;
using Pmq.Broker.Routing;

namespace Pmq.Broker.Retained;

/// <summary>
/// Retained messages, in a table by topic and in a tree of the levels of their topics: a topic that is there is one probe
/// away, and a filter with wildcards goes only where it can match. It knows no time: whether a message has expired is the
/// caller's to see.
/// </summary>
/// <remarks>Owner: the router's turn.</remarks>
internal sealed class RetainedTree(ulong seed = 0)
{
    private readonly ByteMap<RetainedTopic, RetainedTopic.ByName> _topics = new();
    private readonly RetainedNode _root = new([], belowAt: 0);
    private readonly List<RetainedNode> _path = [];

    /// <summary>How many messages there are.</summary>
    public int Count => _topics.Count;

    /// <summary>The sizes of all messages together.</summary>
    public long Bytes { get; private set; }

    /// <summary>How many nodes there are below the root.</summary>
    public int NodeCount { get; private set; }

    /// <summary>How many nodes and topics the searches have come to.</summary>
    public long Visits { get; private set; }

    /// <summary>
    /// Keeps a message for its topic, in place of one that was there; false when it would be one more than the maximum.
    /// </summary>
    public bool Set(Message message, int maximum = int.MaxValue) => Put(message, maximum) is not null;

    /// <summary>The same, and where it is kept; null when it would be one more than the maximum.</summary>
    public RetainedTopic? Put(Message message, int maximum)
    {
        uint hash = HashOf(message.Topic);
        if (_topics.Find(message.Topic, hash) is { } place)
        {
            Bytes += message.Size - place.Message.Size;
            place.Message = message;
            return place;
        }

        if (Count >= maximum)
        {
            return null;
        }

        place = new RetainedTopic(message);
        _topics.Add(place, hash);
        Bytes += message.Size;
        Grow(place);
        return place;
    }

    /// <summary>The place of a topic, or null.</summary>
    public RetainedTopic? PlaceOf(ReadOnlySpan<byte> topic) => _topics.Find(topic, HashOf(topic));

    /// <summary>The message of a topic, or null.</summary>
    public Message? Get(ReadOnlySpan<byte> topic) => _topics.Find(topic, HashOf(topic))?.Message;

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

    /// <summary>True when levels of a filter match levels of a topic.</summary>
    private static bool Matches(ReadOnlySpan<byte> filter, ReadOnlySpan<byte> topic)
    {
        var wanted = new LevelCursor(filter);
        var levels = new LevelCursor(topic);
        while (wanted.MoveNext())
        {
            if (Wildcard.IsMulti(wanted.Current))
            {
                return true;
            }

            if (!levels.MoveNext()
                || (!Wildcard.IsSingle(wanted.Current) && !wanted.Current.SequenceEqual(levels.Current)))
            {
                return false;
            }
        }

        return !levels.MoveNext();
    }

    /// <summary>True when wildcards at the root do not reach the child [MQTT-4.7.2-1].</summary>
    private bool IsHidden(RetainedNode parent, object child) =>
        ReferenceEquals(parent, _root)
        && Wildcard.Avoids(child is RetainedNode node ? node.Level : ((RetainedTopic)child).Name);

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
            foreach (object child in node)
            {
                if (!IsHidden(node, child))
                {
                    GoOn(node, child, filter, end, found);
                }
            }
        }
        else if (node.Child(level, HashOf(level)) is { } child)
        {
            GoOn(node, child, filter, end, found);
        }
    }

    private void GoOn(RetainedNode parent, object child, ReadOnlySpan<byte> filter, int end, List<Message> found)
    {
        if (child is RetainedTopic lone)
        {
            Visits++;
            if (Matches(filter, lone.Name[parent.BelowAt..]))
            {
                found.Add(lone.Message);
            }

            return;
        }

        var node = (RetainedNode)child;
        if (end >= 0)
        {
            Walk(node, filter[(end + 1)..], found);
            return;
        }

        Visits++;
        if (node.Here is { } here)
        {
            found.Add(here.Message);
        }
    }

    /// <summary>The level above <c>#</c> matches too (section 4.7.1.2).</summary>
    private void AddAll(RetainedNode node, List<Message> found)
    {
        Visits++;
        if (node.Here is { } here)
        {
            found.Add(here.Message);
        }

        foreach (object child in node)
        {
            if (IsHidden(node, child))
            {
                continue;
            }

            if (child is RetainedTopic lone)
            {
                Visits++;
                found.Add(lone.Message);
            }
            else
            {
                AddAll((RetainedNode)child, found);
            }
        }
    }

    /// <summary>Hangs a new topic into the tree: where it goes on alone, or at the node where it ends.</summary>
    private void Grow(RetainedTopic place)
    {
        RetainedNode node = _root;
        var levels = new LevelCursor(place.Name);
        while (levels.MoveNext())
        {
            uint hash = HashOf(levels.Current);
            object? child = node.Child(levels.Current, hash);
            if (child is null)
            {
                node.SetChild(hash, before: null, place);
                return;
            }

            if (child is not RetainedNode next)
            {
                next = NodeInPlaceOf((RetainedTopic)child, levels.Current, node.BelowAt + levels.Current.Length + 1);
                node.SetChild(hash, child, next);
            }

            node = next;
        }

        node.Here = place;
    }

    private RetainedNode NodeInPlaceOf(RetainedTopic lone, ReadOnlySpan<byte> level, int belowAt)
    {
        NodeCount++;
        var node = new RetainedNode(level.ToArray(), belowAt);
        if (lone.Name.Length < belowAt)
        {
            node.Here = lone;
            return node;
        }

        var rest = new LevelCursor(lone.Name[belowAt..]);
        rest.MoveNext();
        node.SetChild(HashOf(rest.Current), before: null, lone);
        return node;
    }

    private bool Remove(ReadOnlySpan<byte> topic, Message? only)
    {
        uint hash = HashOf(topic);
        if (_topics.Find(topic, hash) is not { } place || (only is not null && place.Message != only))
        {
            return false;
        }

        _topics.Remove(place, hash);
        Bytes -= place.Message.Size;
        CutOff(place);
        return true;
    }

    private void CutOff(RetainedTopic place)
    {
        RetainedNode node = _root;
        var levels = new LevelCursor(place.Name);
        while (levels.MoveNext())
        {
            uint hash = HashOf(levels.Current);
            object child = node.Child(levels.Current, hash)!;
            if (ReferenceEquals(child, place))
            {
                node.SetChild(hash, place, child: null);
                Simplify(node);
                return;
            }

            _path.Add(node);
            node = (RetainedNode)child;
        }

        node.Here = null;
        Simplify(node);
    }

    /// <summary>Takes nodes away, from the end of the path up, that have nothing or one topic only.</summary>
    private void Simplify(RetainedNode node)
    {
        for (int i = _path.Count - 1; i >= 0; i--)
        {
            int count = node.Count;
            object? lone = count == 1 ? node.Only : null;
            if (count > 1 || lone is RetainedNode)
            {
                break;
            }

            NodeCount--;
            _path[i].SetChild(HashOf(node.Level), node, lone);
            node = _path[i];
        }

        _path.Clear();
    }

    private uint HashOf(ReadOnlySpan<byte> bytes) => TopicHash.Of(bytes, seed);
}
