namespace Pmq.Broker.Routing;

/// <summary>One level of filters with wildcards.</summary>
/// <remarks>Owner: route writer; readers walk over it.</remarks>
internal sealed class TrieNode(ByteSlice level)
{
    private ChildMap<TrieNode, ByLevel> _children;
    private volatile TrieNode? _single;
    private volatile object? _here;
    private volatile object? _below;

    /// <summary>Its level; for <c>+</c> that is not looked at.</summary>
    public ByteSlice Level { get; } = level;

    /// <summary>The child for <c>+</c>.</summary>
    public TrieNode? Single
    {
        get => _single;
        set => _single = value;
    }

    /// <summary>What stands at the filter that ends here.</summary>
    public object? Here
    {
        get => _here;
        set => _here = value;
    }

    /// <summary>What stands at the filter that ends here with <c>#</c> after it.</summary>
    public object? Below
    {
        get => _below;
        set => _below = value;
    }

    public bool IsEmpty => _children.IsEmpty && _single is null && _here is null && _below is null;

    /// <summary>The child of a level that is no wildcard, or null. Any thread may ask.</summary>
    public TrieNode? Child(ReadOnlySpan<byte> level, uint hash) => _children.Find(level, hash);

    public void AddChild(TrieNode child, ulong seed) => _children.Add(child, seed);

    public void RemoveChild(TrieNode child, ulong seed)
    {
        if (ReferenceEquals(child, _single))
        {
            _single = null;
        }
        else
        {
            _children.Remove(child, seed);
        }
    }

    /// <summary>Finds nodes by their level.</summary>
    public readonly struct ByLevel : IKeyOf<TrieNode>
    {
        public static ReadOnlySpan<byte> KeyOf(TrieNode value) => value.Level.Span;
    }
}
