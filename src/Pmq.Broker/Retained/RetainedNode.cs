using Pmq.Broker.Messages;
using Pmq.Broker.Routing;

namespace Pmq.Broker.Retained;

/// <summary>One level of topics that have retained messages.</summary>
/// <remarks>Owner: the router's turn.</remarks>
internal sealed class RetainedNode(byte[] level)
{
    private ChildMap<RetainedNode, ByLevel> _children;

    public byte[] Level { get; } = level;

    /// <summary>The message of the topic that ends here.</summary>
    public Message? Message { get; set; }

    public bool IsEmpty => Message is null && _children.IsEmpty;

    public RetainedNode? Child(ReadOnlySpan<byte> level, ulong seed) =>
        _children.Find(level, TopicHash.Of(level, seed));

    public RetainedNode AddChild(ReadOnlySpan<byte> level, ulong seed)
    {
        var child = new RetainedNode(level.ToArray());
        _children.Add(child, seed);
        return child;
    }

    public void RemoveChild(RetainedNode child, ulong seed) => _children.Remove(child, seed);

    public ChildMap<RetainedNode, ByLevel>.Enumerator GetEnumerator() => _children.GetEnumerator();

    /// <summary>Finds nodes by their level.</summary>
    public readonly struct ByLevel : IKeyOf<RetainedNode>
    {
        public static ReadOnlySpan<byte> KeyOf(RetainedNode value) => value.Level;
    }
}
