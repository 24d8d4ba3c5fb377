using Pmq.Broker.Durability;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Durability;

/// <summary>A store in memory that answers when the test says so, once it is told to hold.</summary>
internal sealed class HeldStore(MemoryStoreContents contents) : IStore
{
    private readonly MemoryStore _inner = new(contents);
    private readonly Queue<StoreBatch> _held = new();

    public HeldStore()
        : this(new MemoryStoreContents())
    {
    }

    public MemoryStoreContents Contents => _inner.Contents;

    /// <summary>Whether batches wait for the test's answer.</summary>
    public bool Holds { get; set; }

    /// <summary>What is said to reading, while it is not to be answered well.</summary>
    public StoreOutcome Reading { get; set; }

    /// <summary>The batches that were committed.</summary>
    public List<StoreBatch> Committed { get; } = [];

    /// <summary>The batches that wait.</summary>
    public IReadOnlyCollection<StoreBatch> Waiting => _held;

    /// <summary>How many rows of queued messages were written.</summary>
    public int RowsWritten => Committed.Sum(batch => batch.Queued.Count);

    public long Open(IStoredState state) => _inner.Open(state);

    public void Commit(StoreBatch batch)
    {
        if (Holds)
        {
            _held.Enqueue(batch);
        }
        else
        {
            Committed.Add(batch);
            _inner.Commit(batch);
        }
    }

    public void Read(QueuePage page)
    {
        if (Reading == StoreOutcome.Committed)
        {
            _inner.Read(page);
        }
        else
        {
            page.Settle(Reading);
        }
    }

    /// <summary>Answers the oldest batch, and what follows from it happens.</summary>
    public void Answer(TestBroker broker, StoreOutcome outcome = StoreOutcome.Committed)
    {
        StoreBatch batch = _held.Dequeue();
        if (outcome == StoreOutcome.Committed)
        {
            Committed.Add(batch);
            _inner.Commit(batch);
        }
        else
        {
            batch.Settle(outcome, "the test says so");
        }

        broker.Run();
    }

    /// <summary>Commits the oldest batch, and the answer is lost.</summary>
    public void LoseAnswer(TestBroker broker)
    {
        StoreBatch batch = _held.Dequeue();
        _inner.Commit(new CopiedBatch(batch).Batch);
        batch.Settle(StoreOutcome.Unknown, "the answer was lost");
        broker.Run();
    }

    /// <summary>The same changes, whose answer goes nowhere.</summary>
    private sealed class CopiedBatch
    {
        public CopiedBatch(StoreBatch original)
        {
            Batch = new StoreBatch(original.Number, static (_, _, _) => { });
            Copy(original.Sessions, Batch.Sessions);
            Copy(original.Subscriptions, Batch.Subscriptions);
            Copy(original.Queued, Batch.Queued);
            Copy(original.Progress, Batch.Progress);
            Copy(original.Unreleased, Batch.Unreleased);
            Copy(original.Retained, Batch.Retained);
            Copy(original.Ended, Batch.Ended);
            Batch.Messages = original.Messages;
        }

        public StoreBatch Batch { get; }

        private static void Copy<T>(IList<T> from, IList<T> to)
        {
            foreach (T one in from)
            {
                to.Add(one);
            }
        }
    }
}
