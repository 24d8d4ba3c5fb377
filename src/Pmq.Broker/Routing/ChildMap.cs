namespace Pmq.Broker.Routing;

/// <summary>
/// The children of a node in a tree of levels. Most nodes have one child, which needs no table; with a million of them
/// the next is as cheap to add as the first.
/// </summary>
/// <remarks>Owner: the writer of the tree; finding is thread-safe.</remarks>
internal struct ChildMap<TNode, TKey>
    where TNode : class
    where TKey : struct, IKeyOf<TNode>
{
    private TNode? _only;
    private ByteMap<TNode, TKey>? _many;

    public readonly bool IsEmpty => _only is null && _many is null;

    /// <summary>
    /// The child of this level, or null. Any thread may ask: the only child is looked at before the table, and it is in
    /// the table before it ceases to be the only one.
    /// </summary>
    public TNode? Find(ReadOnlySpan<byte> level, uint hash)
    {
        TNode? only = Volatile.Read(ref _only);
        if (only is not null && TKey.KeyOf(only).SequenceEqual(level))
        {
            return only;
        }

        return Volatile.Read(ref _many)?.Find(level, hash);
    }

    /// <summary>Adds a child whose level is not there yet.</summary>
    public void Add(TNode node, ulong seed)
    {
        if (_many is not null)
        {
            _many.Add(node, TopicHash.Of(TKey.KeyOf(node), seed));
        }
        else if (_only is null)
        {
            Volatile.Write(ref _only, node);
        }
        else
        {
            var many = new ByteMap<TNode, TKey>();
            many.Add(_only, TopicHash.Of(TKey.KeyOf(_only), seed));
            many.Add(node, TopicHash.Of(TKey.KeyOf(node), seed));
            Volatile.Write(ref _many, many);
            Volatile.Write(ref _only, null);
        }
    }

    /// <summary>Removes a child that is there.</summary>
    public void Remove(TNode node, ulong seed)
    {
        if (_many is null)
        {
            Volatile.Write(ref _only, null);
            return;
        }

        _many.Remove(node, TopicHash.Of(TKey.KeyOf(node), seed));
        if (_many.Count == 0)
        {
            Volatile.Write(ref _many, null);
        }
    }

    public readonly Enumerator GetEnumerator() => new(_only, _many);

    /// <summary>Goes over the children. Only the writer may.</summary>
    public struct Enumerator
    {
        private readonly TNode? _only;
        private readonly bool _hasMany;
        private ByteMap<TNode, TKey>.Enumerator _many;
        private bool _started;

        internal Enumerator(TNode? only, ByteMap<TNode, TKey>? many)
        {
            _only = only;
            _hasMany = many is not null;
            _many = many is null ? default : many.GetEnumerator();
        }

        public readonly TNode Current => _hasMany ? _many.Current : _only!;

        public bool MoveNext()
        {
            if (_hasMany)
            {
                return _many.MoveNext();
            }

            bool moved = !_started && _only is not null;
            _started = true;
            return moved;
        }
    }
}
