namespace Pmq.Broker.Routing;

/// <summary>
/// A bag that one thread changes in constant time, whatever its size, and that others go over without locks. Removal
/// leaves a gap; when gaps are a quarter of a full array, or most of it, what is left moves to a fresh one.
/// </summary>
/// <remarks>Owner: route writer; <see cref="Slots"/> and <see cref="Count"/> are for any thread.</remarks>
internal sealed class SlotArray<T>
    where T : class, ISlotted
{
    private const int FirstCapacity = 4;

    private T?[] _slots = new T?[FirstCapacity];
    private int _used;
    private int _count;

    public int Count => Volatile.Read(ref _count);

    /// <summary>How often something was moved: what growing has cost so far.</summary>
    public long Moves { get; private set; }

    /// <summary>The places, with gaps. Whatever stays in the bag is in every array that this returns.</summary>
    public T?[] Slots => Volatile.Read(ref _slots);

    public void Add(T item)
    {
        if (_used == _slots.Length)
        {
            int gaps = _used - _count;
            MoveTo(gaps * 4 >= _slots.Length ? _slots.Length : _slots.Length * 2);
        }

        item.Slot = _used;
        Volatile.Write(ref _slots[_used++], item);
        Volatile.Write(ref _count, _count + 1);
    }

    /// <summary>Puts an item in the place of another; readers see the one or the other.</summary>
    public void Replace(T old, T item)
    {
        item.Slot = old.Slot;
        Volatile.Write(ref _slots[old.Slot], item);
    }

    public void Remove(T item)
    {
        Volatile.Write(ref _slots[item.Slot], null);
        Volatile.Write(ref _count, _count - 1);
        while (_used > 0 && _slots[_used - 1] is null)
        {
            _used--;
        }

        if (_slots.Length > FirstCapacity && _count < _slots.Length / 4)
        {
            MoveTo(Math.Max(FirstCapacity, _slots.Length / 2));
        }
    }

    /// <summary>Any item, or null when there is none.</summary>
    public T? First()
    {
        foreach (T? item in _slots)
        {
            if (item is not null)
            {
                return item;
            }
        }

        return null;
    }

    private void MoveTo(int capacity)
    {
        var fresh = new T?[capacity];
        int next = 0;
        foreach (T? item in _slots)
        {
            if (item is not null)
            {
                item.Slot = next;
                fresh[next++] = item;
            }
        }

        Moves += next;
        _used = next;
        Volatile.Write(ref _slots, fresh);
    }
}
