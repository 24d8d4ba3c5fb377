namespace Pmq.Broker.Timers;

/// <summary>Timers in the order in which they were hung up. It is a circle: the last is before the first.</summary>
/// <remarks>Owner: the wheel's turn.</remarks>
internal sealed class TimerList
{
    /// <summary>The first, or null.</summary>
    public TimerEntry? First { get; private set; }

    public void Append(TimerEntry entry)
    {
        Invariant.That(entry.List is null, "A timer hangs in two lists.");
        entry.List = this;
        if (First is { } first)
        {
            TimerEntry last = first.Previous!;
            entry.Previous = last;
            entry.Next = first;
            last.Next = entry;
            first.Previous = entry;
        }
        else
        {
            entry.Previous = entry;
            entry.Next = entry;
            First = entry;
        }
    }

    public void Remove(TimerEntry entry)
    {
        Invariant.That(entry.List == this, "A timer is taken from a list in which it does not hang.");
        TimerEntry next = entry.Next!;
        TimerEntry previous = entry.Previous!;
        if (next == entry)
        {
            First = null;
        }
        else
        {
            previous.Next = next;
            next.Previous = previous;
            First = First == entry ? next : First;
        }

        entry.Next = null;
        entry.Previous = null;
        entry.List = null;
    }
}
