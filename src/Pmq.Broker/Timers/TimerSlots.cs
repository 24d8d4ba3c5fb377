namespace Pmq.Broker.Timers;

/// <summary>
/// The armed timers, in one list per tick of a rotation. Those that are due in a later rotation hang in the same list;
/// of each list a tick is known before which nothing in it is due, so that it is not looked through in vain. The list
/// that is being looked through is put aside, because that may take several turns.
/// </summary>
/// <remarks>Owner: the wheel's turn; <see cref="Count"/> may be asked by any thread.</remarks>
internal sealed class TimerSlots
{
    /// <summary>Ticks in a rotation: 51.2 seconds, so that most keep-alive timers pass in the first.</summary>
    public const int Rotation = 512;

    /// <summary>What <see cref="EarliestDue"/> says when nothing is armed.</summary>
    public const long Never = long.MaxValue;

    private readonly TimerList[] _lists = new TimerList[Rotation];
    private readonly long[] _earliest = new long[Rotation];
    private long _earliestOfAll = Never;
    private TimerList _open = new();
    private int _count;

    public TimerSlots()
    {
        Array.Fill(_earliest, Never);
        for (int i = 0; i < Rotation; i++)
        {
            _lists[i] = new TimerList();
        }
    }

    /// <summary>How many timers are armed.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Hangs an entry up by its due tick.</summary>
    public void Add(TimerEntry entry)
    {
        int slot = SlotOf(entry.DueTick);
        _lists[slot].Append(entry);
        _earliest[slot] = Math.Min(_earliest[slot], entry.DueTick);
        _earliestOfAll = Math.Min(_earliestOfAll, entry.DueTick);
        Volatile.Write(ref _count, _count + 1);
    }

    /// <summary>Takes an entry down, if it hangs.</summary>
    public void Remove(TimerEntry entry)
    {
        if (entry.List is not { } list)
        {
            return;
        }

        list.Remove(entry);
        Volatile.Write(ref _count, _count - 1);
        int slot = SlotOf(entry.DueTick);
        if (_lists[slot].First is null)
        {
            _earliest[slot] = Never;
        }
    }

    /// <summary>True when something in the tick's list may be due at the time.</summary>
    public bool MayHaveDue(long tick, long now) => _earliest[SlotOf(tick)] <= now;

    /// <summary>Puts the tick's list aside to be looked through, and an empty one in its place.</summary>
    public void Open(long tick)
    {
        Invariant.That(_open.First is null, "A list of timers is opened while another is not looked through.");
        int slot = SlotOf(tick);
        (_lists[slot], _open) = (_open, _lists[slot]);
        _earliest[slot] = Never;
    }

    /// <summary>Takes the next entry out of the open list; null when it is empty.</summary>
    public TimerEntry? TakeOpen()
    {
        TimerEntry? entry = _open.First;
        if (entry is not null)
        {
            _open.Remove(entry);
            Volatile.Write(ref _count, _count - 1);
        }

        return entry;
    }

    /// <summary>A tick after now and not after the first at which something is due.</summary>
    public long EarliestDue(long now)
    {
        if (_earliestOfAll <= now || _count == 0)
        {
            _earliestOfAll = Never;
            foreach (long earliest in _earliest)
            {
                _earliestOfAll = Math.Min(_earliestOfAll, earliest);
            }
        }

        return _earliestOfAll;
    }

    private static int SlotOf(long tick) => (int)(tick & (Rotation - 1));
}
