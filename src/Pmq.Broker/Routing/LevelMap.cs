namespace Pmq.Broker.Routing;

/// <summary>
/// What hangs below a node of a tree of levels, by the next level. A few lie in an array that never changes, so that a
/// reader looks at their hashes side by side; more get a table, and with a million of them the next is as cheap to add as
/// the first. Readers see what was there before a change or what is there after it.
/// </summary>
/// <remarks>Owner: the writer of the tree; finding is thread-safe.</remarks>
internal struct LevelMap<TKey>
    where TKey : struct, IKeyOf<object>
{
    private const int FewMax = 8;

    // Less than what makes a table, so that one child that comes and goes does not build it each time.
    private const int FewAgain = 4;

    private object? _children;

    /// <summary>How many there are. Only the writer may ask.</summary>
    public readonly int Count => _children switch
    {
        null => 0,
        LevelChild[] few => few.Length,
        _ => Many(_children).Count,
    };

    /// <summary>The one child. Only the writer may ask, when there is one.</summary>
    public readonly object Only => ((LevelChild[])_children!)[0].Value;

    /// <summary>The child of a level, or null. Any thread may ask.</summary>
    public object? Find(ReadOnlySpan<byte> level, uint hash, TKey keys)
    {
        object? children = Volatile.Read(ref _children);
        if (children is LevelChild[] few)
        {
            foreach (ref readonly LevelChild child in few.AsSpan())
            {
                if (child.Hash == hash && keys.IsKeyOf(level, child.Value))
                {
                    return child.Value;
                }
            }

            return null;
        }

        return children is null ? null : Many(children).Find(level, hash, keys);
    }

    /// <summary>Adds a child of a level that has none yet.</summary>
    public void Add(object value, uint hash)
    {
        if (_children is not null and not LevelChild[])
        {
            Many(_children).Add(value, hash);
            return;
        }

        LevelChild[] few = _children is LevelChild[] before ? before : [];
        if (few.Length == FewMax)
        {
            var many = new ByteMap<object, TKey>();
            foreach (LevelChild child in few)
            {
                many.Add(child.Value, child.Hash);
            }

            many.Add(value, hash);
            Volatile.Write(ref _children, many);
            return;
        }

        var more = new LevelChild[few.Length + 1];
        few.CopyTo(more, 0);
        more[^1] = new LevelChild(value, hash);
        Volatile.Write(ref _children, more);
    }

    /// <summary>Puts a child in the place of another of the same level.</summary>
    public void Replace(object old, object value, uint hash)
    {
        if (_children is not LevelChild[] few)
        {
            Many(_children!).Replace(old, value, hash);
            return;
        }

        LevelChild[] changed = few.AsSpan().ToArray();
        changed[IndexOf(few, old)] = new LevelChild(value, hash);
        Volatile.Write(ref _children, changed);
    }

    /// <summary>Removes a child that is there.</summary>
    public void Remove(object value, uint hash)
    {
        if (_children is LevelChild[] few)
        {
            Volatile.Write(ref _children, few.Length == 1 ? null! : Without(few, IndexOf(few, value)));
            return;
        }

        ByteMap<object, TKey> many = Many(_children!);
        many.Remove(value, hash);
        if (many.Count == FewAgain)
        {
            var again = new LevelChild[FewAgain];
            many.CopyTo(again);
            Volatile.Write(ref _children, again);
        }
    }

    public readonly Enumerator GetEnumerator() => new(_children);

    private static ByteMap<object, TKey> Many(object children) => (ByteMap<object, TKey>)children;

    private static LevelChild[] Without(LevelChild[] few, int index)
    {
        var fewer = new LevelChild[few.Length - 1];
        few.AsSpan(0, index).CopyTo(fewer);
        few.AsSpan(index + 1).CopyTo(fewer.AsSpan(index));
        return fewer;
    }

    private static int IndexOf(LevelChild[] few, object value)
    {
        int index = 0;
        while (!ReferenceEquals(few[index].Value, value))
        {
            index++;
        }

        return index;
    }

    /// <summary>Goes over the children. Only the writer may.</summary>
    public struct Enumerator
    {
        private readonly LevelChild[]? _few;
        private ByteMap<object, TKey>.Enumerator _many;
        private int _next;

        internal Enumerator(object? children)
        {
            _few = children is null ? [] : children as LevelChild[];
            _many = _few is null ? Many(children!).GetEnumerator() : default;
        }

        public readonly object Current => _few is null ? _many.Current : _few[_next - 1].Value;

        public bool MoveNext() => _few is null ? _many.MoveNext() : _next++ < _few.Length;
    }
}
