namespace Pmq.Broker.Durability;

/// <summary>Entries that wait for the commit delay, the oldest first.</summary>
/// <remarks>Owner: the journal's turn.</remarks>
internal sealed class PatientEntries(TimeProvider clock, TimeSpan delay)
{
    private readonly Queue<(JournalEntry Entry, long DueAt)> _entries = new();
    private readonly long _delay = (long)(delay.TotalSeconds * clock.TimestampFrequency);

    /// <summary>How many there are.</summary>
    public int Count => _entries.Count;

    public void Add(JournalEntry entry) => _entries.Enqueue((entry, clock.GetTimestamp() + _delay));

    /// <summary>Moves those over whose delay is over, or all.</summary>
    public void MoveDue(Queue<JournalEntry> urgent, bool all)
    {
        if (_entries.Count == 0)
        {
            return;
        }

        long now = clock.GetTimestamp();
        while (_entries.TryPeek(out (JournalEntry Entry, long DueAt) oldest) && (all || oldest.DueAt <= now))
        {
            urgent.Enqueue(_entries.Dequeue().Entry);
        }
    }

    /// <summary>How long it is until the oldest is due, or null when there is none.</summary>
    public TimeSpan? TimeToNext() => _entries.TryPeek(out (JournalEntry Entry, long DueAt) oldest)
        ? TimeSpan.FromSeconds(Math.Max(0, (double)(oldest.DueAt - clock.GetTimestamp()) / clock.TimestampFrequency))
        : null;
}
