namespace Pmq.Broker.Durability;

/// <summary>
/// A store in memory. What is committed survives the engine that committed it, not the process: another store on the
/// same contents takes them over, the way a node takes a database over.
/// </summary>
/// <remarks>
/// Owner: one caller at a time. It answers before the call returns, on the caller's thread.
/// </remarks>
public sealed class MemoryStore(MemoryStoreContents contents) : IStore, IStoreSnapshots
{
    private long _incarnation;

    public MemoryStore()
        : this(new MemoryStoreContents())
    {
    }

    /// <summary>What is kept.</summary>
    public MemoryStoreContents Contents { get; } = contents;

    /// <inheritdoc/>
    public long Open(IStoredState state)
    {
        _incarnation = Contents.Raise();
        Contents.Tell(state);
        return Contents.Batch;
    }

    /// <inheritdoc/>
    public void Commit(StoreBatch batch)
    {
        if (_incarnation != Contents.Incarnation)
        {
            batch.Settle(StoreOutcome.Fenced, "another node has taken the store over");
        }
        else if (batch.Number == Contents.Batch)
        {
            batch.Settle(StoreOutcome.Committed);
        }
        else if (Contents.Refuses(batch) is { } reason)
        {
            batch.Settle(StoreOutcome.Failed, reason);
        }
        else
        {
            Contents.Apply(batch);
            batch.Settle(StoreOutcome.Committed);
        }
    }

    /// <inheritdoc/>
    public void Read(QueuePage page)
    {
        Contents.Read(page);
        page.Settle(StoreOutcome.Committed);
    }

    /// <inheritdoc/>
    public IStoreSnapshot TakeSnapshot() => Contents.Copy();
}
