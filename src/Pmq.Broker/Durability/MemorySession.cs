namespace Pmq.Broker.Durability;

/// <summary>What <see cref="MemoryStoreContents"/> keep of one session key.</summary>
/// <remarks>Owner: one caller at a time.</remarks>
internal sealed class MemorySession
{
    private readonly SortedDictionary<byte[], SubscriptionChange> _subscriptions = new(BytesOrder.Instance);
    private readonly SortedSet<long> _released = [];
    private readonly SortedSet<ushort> _unreleased = [];
    private long _acknowledgedUpTo;

    /// <summary>The session; null when only things that belong to it were committed.</summary>
    public StoredSession? Stored { get; set; }

    /// <summary>The rows of queued messages by their first number.</summary>
    public SortedDictionary<long, QueueRow> Rows { get; } = [];

    public StoredQueue Queue()
    {
        long last = _acknowledgedUpTo;
        List<QueueSpan> spans = [];
        foreach (QueueRow row in Rows.Values)
        {
            spans.Add(row.Span);
            last = Math.Max(last, row.Span.Last);
        }

        return new StoredQueue(_acknowledgedUpTo, last, [.. _released]) { Spans = spans };
    }

    /// <summary>All of it but the rows, as it is now.</summary>
    public SessionSnapshot Copy(long key, StoredSession stored)
    {
        return new SessionSnapshot(stored, _acknowledgedUpTo)
        {
            Released = [.. _released],
            Subscriptions = [.. _subscriptions.Values],
            Unreleased = RunsOf(key),
        };
    }

    public void TellSubscriptions(IStoredState state)
    {
        foreach (SubscriptionChange subscription in _subscriptions.Values)
        {
            state.Subscription(subscription);
        }
    }

    public void TellUnreleased(long key, IStoredState state)
    {
        foreach (UnreleasedChange run in RunsOf(key))
        {
            state.Unreleased(run);
        }
    }

    public void Put(in SubscriptionChange change)
    {
        byte[] filter = change.Filter.ToArray();
        if (change.Options is null)
        {
            _subscriptions.Remove(filter);
        }
        else
        {
            _subscriptions[filter] = change with { Filter = filter };
        }
    }

    public void Put(in UnreleasedChange change)
    {
        for (int i = 0; i < change.Count; i++)
        {
            ushort id = (ushort)(change.First + i);
            if (change.IsReleased)
            {
                _unreleased.Remove(id);
            }
            else
            {
                _unreleased.Add(id);
            }
        }
    }

    public void Advance(in QueueProgress progress)
    {
        long upTo = progress.AcknowledgedUpTo;
        if (Stored is not null)
        {
            _acknowledgedUpTo = Math.Max(_acknowledgedUpTo, upTo);
            AddReleased(progress.Released);
        }

        List<long> done = [];
        foreach (QueueRow row in Rows.Values)
        {
            if (row.Span.Last <= upTo)
            {
                done.Add(row.Span.First);
            }
        }

        done.ForEach(first => Rows.Remove(first));
        _released.RemoveWhere(sequence => sequence <= _acknowledgedUpTo);
    }

    public void Read(QueuePage page)
    {
        long bytes = 0;
        foreach (QueueRow row in Rows.Values)
        {
            if (row.Span.First > page.Last || bytes >= page.BytesMax && page.Rows.Count > 0)
            {
                return;
            }

            if (row.Span.Last >= page.First)
            {
                page.Rows.Add(row);
                bytes += row.Span.Bytes;
            }
        }
    }

    private IReadOnlyList<UnreleasedChange> RunsOf(long key)
    {
        var runs = new UnreleasedRuns(key);
        foreach (ushort id in _unreleased)
        {
            runs.Add(id);
        }

        return runs.Runs;
    }

    private void AddReleased(IReadOnlyList<long> released)
    {
        foreach (long sequence in released)
        {
            _released.Add(sequence);
        }
    }
}
