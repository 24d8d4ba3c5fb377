namespace Pmq.Broker.Routing;

/// <summary>
/// An open-addressing hash table from bytes to objects that know their bytes. One thread writes and any number read
/// without locks: a value lies in one place until it is removed or the table moves to a fresh array, which readers see
/// whole. A removed value leaves its place taken, so that those probed past it are still found.
/// </summary>
/// <remarks>Owner: route writer (or whoever owns the structure it is part of); reading is thread-safe.</remarks>
internal sealed class ByteMap<TValue, TKey>
    where TValue : class
    where TKey : struct, IKeyOf<TValue>
{
    private const int FirstCapacity = 4;

    private Slot[] _slots = new Slot[FirstCapacity];
    private int _taken;
    private int _count;

    /// <summary>How many values there are. Any thread may ask.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>How many places the writer has looked at or filled: what the table has cost so far.</summary>
    public long Steps { get; private set; }

    /// <summary>The value with this key, or null. Any thread may ask.</summary>
    public TValue? Find(ReadOnlySpan<byte> key, uint hash, TKey keys = default)
    {
        Slot[] slots = Volatile.Read(ref _slots);
        int mask = slots.Length - 1;
        for (int i = (int)hash & mask; ; i = (i + 1) & mask)
        {
            ref Slot slot = ref slots[i];

            // The value is read before what goes with it: the hash of a later value can only hide one that is gone.
            TValue? value = Volatile.Read(ref slot.Value);
            if (value is null)
            {
                if (!slot.IsTaken)
                {
                    return null;
                }
            }
            else if (slot.Hash == hash && keys.IsKeyOf(key, value))
            {
                return value;
            }
        }
    }

    /// <summary>Adds a value whose key is not there yet.</summary>
    public void Add(TValue value, uint hash)
    {
        if ((_taken + 1) * 4 > _slots.Length * 3)
        {
            MoveTo(_count + 1 > _slots.Length / 2 ? _slots.Length * 2 : _slots.Length);
        }

        Put(_slots, value, hash);
        Volatile.Write(ref _count, _count + 1);
    }

    /// <summary>Puts a value in the place of another with the same key; readers see the one or the other.</summary>
    public void Replace(TValue old, TValue value, uint hash) =>
        Volatile.Write(ref _slots[IndexOf(old, hash)].Value, value);

    /// <summary>Removes a value that is there.</summary>
    public void Remove(TValue value, uint hash)
    {
        int index = IndexOf(value, hash);
        Volatile.Write(ref _slots[index].Value, null);
        Volatile.Write(ref _count, _count - 1);
        FreeBackwards(index);
        if (_slots.Length > FirstCapacity && _count < _slots.Length / 8)
        {
            MoveTo(_slots.Length / 4);
        }
    }

    public Enumerator GetEnumerator() => new(Volatile.Read(ref _slots));

    /// <summary>Lists the values with their hashes. Only the writer may, with room for all.</summary>
    public void CopyTo(Span<LevelChild> values)
    {
        int count = 0;
        foreach (ref readonly Slot slot in _slots.AsSpan())
        {
            if (slot.Value is { } value)
            {
                values[count++] = new LevelChild(value, slot.Hash);
            }
        }
    }

    private void Put(Slot[] slots, TValue value, uint hash)
    {
        int mask = slots.Length - 1;
        int index = (int)hash & mask;
        Steps++;
        while (slots[index].Value is not null)
        {
            index = (index + 1) & mask;
            Steps++;
        }

        ref Slot slot = ref slots[index];
        if (!slot.IsTaken)
        {
            slot.IsTaken = true;
            _taken++;
        }

        slot.Hash = hash;
        Volatile.Write(ref slot.Value, value);
    }

    private int IndexOf(TValue value, uint hash)
    {
        int mask = _slots.Length - 1;
        for (int i = (int)hash & mask; ; i = (i + 1) & mask)
        {
            Steps++;
            ref Slot slot = ref _slots[i];
            if (ReferenceEquals(slot.Value, value))
            {
                return i;
            }

            if (!slot.IsTaken)
            {
                throw new InvalidOperationException("The value is not in the table.");
            }
        }
    }

    /// <summary>Nothing was probed past a place whose neighbour is free, so it need not stay taken.</summary>
    private void FreeBackwards(int index)
    {
        int mask = _slots.Length - 1;
        if (_slots[(index + 1) & mask].IsTaken)
        {
            return;
        }

        while (_slots[index].IsTaken && _slots[index].Value is null)
        {
            _slots[index].IsTaken = false;
            _taken--;
            Steps++;
            index = (index - 1) & mask;
        }
    }

    private void MoveTo(int capacity)
    {
        var fresh = new Slot[Math.Max(FirstCapacity, capacity)];
        _taken = 0;
        foreach (ref readonly Slot slot in _slots.AsSpan())
        {
            if (slot.Value is { } value)
            {
                Put(fresh, value, slot.Hash);
            }
        }

        Steps += _slots.Length;
        Volatile.Write(ref _slots, fresh);
    }

    /// <summary>Goes over the values; what is added or removed meanwhile may or may not be among them.</summary>
    public struct Enumerator
    {
        private readonly Slot[] _slots;
        private int _next;

        internal Enumerator(Slot[] slots)
        {
            _slots = slots;
            Current = null!;
        }

        public TValue Current { get; private set; }

        public bool MoveNext()
        {
            while (_next < _slots.Length)
            {
                if (Volatile.Read(ref _slots[_next++].Value) is { } value)
                {
                    Current = value;
                    return true;
                }
            }

            return false;
        }
    }

    internal struct Slot
    {
        public TValue? Value;
        public uint Hash;
        public bool IsTaken;
    }
}
