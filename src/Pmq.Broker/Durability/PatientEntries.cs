namespace Pmq.Broker.Durability;

/// <summary>
/// Entries that wait for the commit delay, the oldest first. Those that have become needless meanwhile are forgotten, so
/// that nothing has to be done while everybody answers in time; and those that are nearly due go with those that are, so
/// that a stream of them is a few batches and not one for each.
/// </summary>
/// <remarks>Owner: the journal's turn.</remarks>
internal sealed class PatientEntries(TimeProvider clock, TimeSpan delay)
{
    // The part of the delay that an entry may go early.
    private const int EarlyPart = 4;

    private readonly Queue<(JournalEntry Entry, long DueAt)> _entries = new();
    private readonly long _delay = (long)(delay.TotalSeconds * clock.TimestampFrequency);

    /// <summary>How many there are.</summary>
    public int Count => _entries.Count;

    /// <summary>An entry has come at this time.</summary>
    public void Add(JournalEntry entry, long at) => _entries.Enqueue((entry, at + _delay));

    /// <summary>Moves those over that are due, or all, and forgets what is needless before the oldest that is not.</summary>
    public void MoveDue(Queue<JournalEntry> urgent, bool all)
    {
        if (_entries.Count == 0)
        {
            return;
        }

        long now = clock.GetTimestamp();
        long dueUpTo = all ? long.MaxValue : now;
        while (_entries.TryPeek(out (JournalEntry Entry, long DueAt) oldest))
        {
            if (oldest.Entry.IsNeeded)
            {
                if (oldest.DueAt > dueUpTo)
                {
                    return;
                }

                urgent.Enqueue(oldest.Entry);
                dueUpTo = Math.Max(dueUpTo, now + (_delay / EarlyPart));
            }

            _entries.Dequeue();
        }
    }

    /// <summary>How long it is until the oldest is due, or null when there is none.</summary>
    public TimeSpan? TimeToNext() => _entries.TryPeek(out (JournalEntry Entry, long DueAt) oldest)
        ? TimeSpan.FromSeconds(Math.Max(0, (double)(oldest.DueAt - clock.GetTimestamp()) / clock.TimestampFrequency))
        : null;
}
