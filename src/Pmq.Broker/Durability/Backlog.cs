namespace Pmq.Broker.Durability;

/// <summary>
/// The messages of a kept session that its memory does not hold: those that are only in the store, and, behind them,
/// those that are on their way there. It knows their numbers, not the messages.
/// </summary>
/// <remarks>Owner: session turn.</remarks>
internal sealed class Backlog
{
    private readonly LinkedList<Stretch> _stretches = new();

    /// <summary>How many messages there are.</summary>
    public long Count { get; private set; }

    /// <summary>What they count for in the bounds of a queue.</summary>
    public long Bytes { get; private set; }

    /// <summary>The bytes of those that are not in the store yet, and are held in memory until they are.</summary>
    public long UnstoredBytes { get; private set; }

    /// <summary>The number of the oldest; there is one.</summary>
    public long First => _stretches.First!.Value.First;

    /// <summary>The number of the oldest, or another when there is none.</summary>
    public long FirstOr(long otherwise) => Count > 0 ? First : otherwise;

    /// <summary>Adds messages that are in the store, behind the others.</summary>
    public void Add(in QueueSpan span) => Append(new Stretch(span.First, span.Last, span.Bytes, Run: null));

    /// <summary>Adds messages that are not in the store yet. They may still grow in number.</summary>
    public void Add(QueuedRun run, int size)
    {
        if (_stretches.Last is { } last && ReferenceEquals(last.Value.Run, run))
        {
            Count++;
            Bytes += size;
            UnstoredBytes += size;
            last.Value = last.Value with { Last = last.Value.Last + 1, Bytes = last.Value.Bytes + size };
        }
        else
        {
            long number = run.First + run.Count;
            Append(new Stretch(number, number, size, run));
        }
    }

    /// <summary>A run is in the store now; what lies beside it there is read together with it.</summary>
    public void Stored(QueuedRun run)
    {
        for (LinkedListNode<Stretch>? node = _stretches.First; node is not null; node = node.Next)
        {
            if (ReferenceEquals(node.Value.Run, run))
            {
                UnstoredBytes -= node.Value.Bytes;
                node.Value = node.Value with { Run = null };
                JoinWithPrevious(node);
                return;
            }
        }
    }

    /// <summary>
    /// What to do next: the run that still lies in memory, or null and the numbers that are to be read from the store.
    /// </summary>
    public QueuedRun? Next(out long first, out long last)
    {
        Stretch stretch = _stretches.First!.Value;
        first = stretch.First;
        last = stretch.Last;
        return stretch.Run;
    }

    /// <summary>Takes messages off, up to a number: they lie in memory again, or are dropped.</summary>
    public void TakeUpTo(long number, bool isDropped = false)
    {
        while (_stretches.First is { } node && node.Value.First <= number)
        {
            Stretch stretch = node.Value;
            long taken = Math.Min(number, stretch.Last) - stretch.First + 1;
            long bytes = taken == stretch.Length ? stretch.Bytes : stretch.Bytes / stretch.Length * taken;
            Count -= taken;
            Bytes -= bytes;
            UnstoredBytes -= stretch.Run is null ? 0 : bytes;
            if (isDropped)
            {
                stretch.Run?.Finish((int)taken);
            }

            if (taken == stretch.Length)
            {
                _stretches.RemoveFirst();
            }
            else
            {
                node.Value = stretch with { First = stretch.First + taken, Bytes = stretch.Bytes - bytes };
            }
        }
    }

    /// <summary>Takes everything off; the runs of it are abandoned.</summary>
    public void Clear()
    {
        foreach (Stretch stretch in _stretches)
        {
            stretch.Run?.Abandon();
        }

        _stretches.Clear();
        Count = 0;
        Bytes = 0;
        UnstoredBytes = 0;
    }

    private void Append(in Stretch stretch)
    {
        Invariant.That(
            _stretches.Last is null || _stretches.Last.Value.Last < stretch.First, "A backlog's numbers went back.");
        Count += stretch.Length;
        Bytes += stretch.Bytes;
        UnstoredBytes += stretch.Run is null ? 0 : stretch.Bytes;
        JoinWithPrevious(_stretches.AddLast(stretch));
    }

    private void JoinWithPrevious(LinkedListNode<Stretch> node)
    {
        Stretch stretch = node.Value;
        if (stretch.Run is null && node.Previous is { Value.Run: null } before
            && before.Value.Last + 1 == stretch.First)
        {
            before.Value = before.Value with { Last = stretch.Last, Bytes = before.Value.Bytes + stretch.Bytes };
            _stretches.Remove(node);
        }
    }

    /// <summary>Messages with all numbers from the first to the last.</summary>
    private readonly record struct Stretch(long First, long Last, long Bytes, QueuedRun? Run)
    {
        public long Length => Last - First + 1;
    }
}
