namespace Pmq.Broker.Routing;

/// <summary>
/// A level that several filters with wildcards have in common. A filter that goes on alone has no node: what stands at it
/// hangs where its next node would be, and is compared with the rest of the topic. So a child is a node, or what
/// <see cref="Subscribers"/> says.
/// </summary>
/// <remarks>Owner: route writer; readers walk over it.</remarks>
internal sealed class TrieNode(ByteSlice level, int belowAt)
{
    private LevelMap<ByLevel> _named;
    private object? _single;
    private object? _here;
    private object? _below;

    /// <summary>Its level.</summary>
    public ReadOnlySpan<byte> Level => level.Span;

    /// <summary>Where the filters that come by here have their next level.</summary>
    public int BelowAt { get; } = belowAt;

    /// <summary>The child for <c>+</c>.</summary>
    public object? Single => Volatile.Read(ref _single);

    /// <summary>What stands at the filter that ends here.</summary>
    public object? Here
    {
        get => Volatile.Read(ref _here);
        set => Volatile.Write(ref _here, value);
    }

    /// <summary>What stands at the filter that ends here with <c>#</c> after it.</summary>
    public object? Below
    {
        get => Volatile.Read(ref _below);
        set => Volatile.Write(ref _below, value);
    }

    /// <summary>How many things it has. Only the writer may ask.</summary>
    public int Count =>
        _named.Count + (_single is null ? 0 : 1) + (_here is null ? 0 : 1) + (_below is null ? 0 : 1);

    /// <summary>The one thing that it has. Only the writer may ask, when there is one.</summary>
    public object Only => _here ?? _below ?? _single ?? _named.Only;

    /// <summary>The child of a level that is no wildcard, or null. Any thread may ask.</summary>
    public object? Named(ReadOnlySpan<byte> name, uint hash) => _named.Find(name, hash, new ByLevel(BelowAt));

    /// <summary>The child of a level, which may be <c>+</c>, or null.</summary>
    public object? Child(ReadOnlySpan<byte> name, uint hash) =>
        Wildcard.IsSingle(name) ? _single : _named.Find(name, hash, new ByLevel(BelowAt));

    /// <summary>
    /// Sets the child of a level in place of what was there before; null for none. Readers see the one or the other.
    /// </summary>
    public void SetChild(ReadOnlySpan<byte> name, uint hash, object? before, object? child)
    {
        if (Wildcard.IsSingle(name))
        {
            Volatile.Write(ref _single, child);
        }
        else if (before is null)
        {
            _named.Add(child!, hash);
        }
        else if (child is null)
        {
            _named.Remove(before, hash);
        }
        else
        {
            _named.Replace(before, child, hash);
        }
    }

    /// <summary>Finds what hangs below a node by its level, which all filters there have at the same place.</summary>
    internal readonly struct ByLevel(int levelAt) : IKeyOf<object>
    {
        public bool IsKeyOf(ReadOnlySpan<byte> key, object value)
        {
            if (value is TrieNode node)
            {
                return key.SequenceEqual(node.Level);
            }

            ReadOnlySpan<byte> rest = Subscribers.FilterOf(value)[levelAt..];
            return rest.StartsWith(key) && (rest.Length == key.Length || rest[key.Length] == LevelCursor.Separator);
        }
    }
}
