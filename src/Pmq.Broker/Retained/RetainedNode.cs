using Pmq.Broker.Routing;

namespace Pmq.Broker.Retained;

/// <summary>
/// A level that several topics with retained messages have in common. A topic that goes on alone has no node: its place
/// hangs where its next node would be. So a child is a node or a <see cref="RetainedTopic"/>.
/// </summary>
/// <remarks>Owner: the router's turn.</remarks>
internal sealed class RetainedNode(byte[] level, int belowAt)
{
    private LevelMap<ByLevel> _children;

    public byte[] Level { get; } = level;

    /// <summary>Where the topics that come by here have their next level.</summary>
    public int BelowAt { get; } = belowAt;

    /// <summary>The topic that ends here.</summary>
    public RetainedTopic? Here { get; set; }

    /// <summary>How many things it has.</summary>
    public int Count => _children.Count + (Here is null ? 0 : 1);

    /// <summary>The one thing that it has, when there is one.</summary>
    public object Only => Here ?? _children.Only;

    public object? Child(ReadOnlySpan<byte> name, uint hash) => _children.Find(name, hash, new ByLevel(BelowAt));

    /// <summary>Sets the child of a level in place of what was there before; null for none.</summary>
    public void SetChild(uint hash, object? before, object? child)
    {
        if (before is null)
        {
            _children.Add(child!, hash);
        }
        else if (child is null)
        {
            _children.Remove(before, hash);
        }
        else
        {
            _children.Replace(before, child, hash);
        }
    }

    public LevelMap<ByLevel>.Enumerator GetEnumerator() => _children.GetEnumerator();

    /// <summary>Finds what hangs below a node by its level, which all topics there have at the same place.</summary>
    internal readonly struct ByLevel(int levelAt) : IKeyOf<object>
    {
        public bool IsKeyOf(ReadOnlySpan<byte> key, object value)
        {
            if (value is RetainedNode node)
            {
                return key.SequenceEqual(node.Level);
            }

            ReadOnlySpan<byte> rest = ((RetainedTopic)value).Name[levelAt..];
            return rest.StartsWith(key) && (rest.Length == key.Length || rest[key.Length] == LevelCursor.Separator);
        }
    }
}
