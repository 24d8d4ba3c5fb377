namespace Pmq.Broker.Durability;

/// <summary>What a <see cref="MemoryStore"/> has committed, in copies of its own.</summary>
/// <remarks>Owner: one caller at a time.</remarks>
public sealed class MemoryStoreContents
{
    private readonly SortedDictionary<long, MemorySession> _sessions = [];
    private readonly SortedDictionary<byte[], byte[]> _retained = new(BytesOrder.Instance);

    /// <summary>How often the contents were taken over: the newest store alone may commit.</summary>
    internal long Incarnation { get; private set; }

    /// <summary>The number of the last batch.</summary>
    internal long Batch { get; private set; }

    internal long Raise() => ++Incarnation;

    /// <summary>Tells everything but the queued messages, and forgets what belongs to no session.</summary>
    internal void Tell(IStoredState state)
    {
        List<long> strays = [];
        foreach ((long key, MemorySession session) in _sessions)
        {
            if (session.Stored is { } stored)
            {
                state.Session(stored, session.Queue());
            }
            else
            {
                strays.Add(key);
            }
        }

        strays.ForEach(key => _sessions.Remove(key));
        foreach (MemorySession session in _sessions.Values)
        {
            session.TellSubscriptions(state);
        }

        foreach ((long key, MemorySession session) in _sessions)
        {
            session.TellUnreleased(key, state);
        }

        foreach ((byte[] topic, byte[] message) in _retained)
        {
            state.Retained(new RetainedChange(topic, message));
        }
    }

    /// <summary>All that is kept of sessions and retained messages, as it is now.</summary>
    internal MemorySnapshot Copy()
    {
        var copy = new MemorySnapshot();
        foreach ((long key, MemorySession session) in _sessions)
        {
            if (session.Stored is { } stored)
            {
                copy.Add(session.Copy(key, stored), [.. session.Rows.Values]);
            }
        }

        foreach ((byte[] topic, byte[] message) in _retained)
        {
            copy.Add(new RetainedChange(topic, message));
        }

        return copy;
    }

    /// <summary>Why a batch can't be committed, or null.</summary>
    internal string? Refuses(StoreBatch batch)
    {
        if (batch.Number != Batch + 1)
        {
            return $"batch {batch.Number} does not follow batch {Batch}";
        }

        HashSet<(long Session, long First)> seen = [];
        foreach (QueueRow row in batch.Queued)
        {
            bool isKept = _sessions.TryGetValue(row.Session, out MemorySession? session)
                && session.Rows.ContainsKey(row.Span.First);
            if (isKept || !seen.Add((row.Session, row.Span.First)))
            {
                return $"there are two rows of session {row.Session} that begin with {row.Span.First}";
            }
        }

        return null;
    }

    internal void Apply(StoreBatch batch)
    {
        foreach (StoredSession session in batch.Sessions)
        {
            Of(session.Key).Stored = session with { Will = session.Will.ToArray() };
        }

        foreach (SubscriptionChange subscription in batch.Subscriptions)
        {
            Of(subscription.Session).Put(subscription);
        }

        ReadOnlyMemory<byte> messages = batch.Messages.ToArray();
        foreach (QueueRow row in batch.Queued)
        {
            ReadOnlyMemory<byte> shared = row.SharesMessages ? messages : default;
            Of(row.Session).Rows.Add(row.Span.First, row with { Entries = row.Entries.ToArray(), Messages = shared });
        }

        foreach (QueueProgress progress in batch.Progress)
        {
            Of(progress.Session).Advance(progress);
        }

        foreach (UnreleasedChange change in batch.Unreleased)
        {
            Of(change.Session).Put(change);
        }

        foreach (RetainedChange change in batch.Retained)
        {
            Put(change);
        }

        foreach (long key in batch.Ended)
        {
            _sessions.Remove(key);
        }

        Batch = batch.Number;
    }

    internal void Read(QueuePage page)
    {
        if (_sessions.TryGetValue(page.Session, out MemorySession? session))
        {
            session.Read(page);
        }
    }

    private void Put(in RetainedChange change)
    {
        byte[] topic = change.Topic.ToArray();
        if (change.Message.IsEmpty)
        {
            _retained.Remove(topic);
        }
        else
        {
            _retained[topic] = change.Message.ToArray();
        }
    }

    // Also of a session that is not kept (yet): who commits decides in which batch a session comes.
    private MemorySession Of(long key)
    {
        if (!_sessions.TryGetValue(key, out MemorySession? session))
        {
            session = new MemorySession();
            _sessions.Add(key, session);
        }

        return session;
    }
}
