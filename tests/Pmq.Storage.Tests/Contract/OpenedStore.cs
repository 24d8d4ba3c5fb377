using Pmq.Broker.Durability;

namespace Pmq.Storage.Tests.Contract;

/// <summary>A store that was opened, and the part of the engine: it numbers batches and waits for answers.</summary>
public sealed class OpenedStore : IDisposable
{
    /// <summary>How long a store may take before it counts as hanging.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly IStore _store;

    public OpenedStore(IStore store)
    {
        _store = store;
        LastBatch = store.Open(State);
    }

    public RecordedState State { get; } = new();

    /// <summary>The number of the last batch that was committed.</summary>
    public long LastBatch { get; private set; }

    /// <summary>Commits the next batch, which must succeed.</summary>
    public void Commit(Action<StoreBatch> fill)
    {
        (StoreOutcome outcome, string? reason) = TryCommit(fill);
        Assert.Null(reason);
        Assert.Equal(StoreOutcome.Committed, outcome);
    }

    /// <summary>Asks for the next batch, or for the one with a number.</summary>
    public (StoreOutcome Outcome, string? Reason) TryCommit(
        Action<StoreBatch> fill, long? number = null, bool isRepeat = false)
    {
        var answer = new TaskCompletionSource<(StoreOutcome, string?)>();
        var batch = new StoreBatch(
            number ?? LastBatch + 1, (_, outcome, reason) => answer.SetResult((outcome, reason)))
        {
            IsRepeat = isRepeat,
        };
        fill(batch);
        _store.Commit(batch);
        (StoreOutcome Outcome, string? Reason) answered = Wait(answer.Task);
        LastBatch = answered.Outcome == StoreOutcome.Committed ? batch.Number : LastBatch;
        return answered;
    }

    /// <summary>Reads a page, which must succeed.</summary>
    public IList<QueueRow> Read(long session, long first, long last, int bytesMax = int.MaxValue)
    {
        (StoreOutcome outcome, IList<QueueRow> rows) = TryRead(session, first, last, bytesMax);
        Assert.Equal(StoreOutcome.Committed, outcome);
        return rows;
    }

    public (StoreOutcome Outcome, IList<QueueRow> Rows) TryRead(
        long session, long first, long last, int bytesMax = int.MaxValue)
    {
        var answer = new TaskCompletionSource<StoreOutcome>();
        var page = new QueuePage(session, first, last, bytesMax, (_, outcome) => answer.SetResult(outcome));
        _store.Read(page);
        return (Wait(answer.Task), page.Rows);
    }

    public void Dispose() => (_store as IDisposable)?.Dispose();

    private static T Wait<T>(Task<T> answer)
    {
        Assert.True(answer.Wait(Patience), "The store did not answer.");
        return answer.GetAwaiter().GetResult();
    }
}
