namespace Pmq.Broker.Durability;

/// <summary>
/// The port to whatever keeps state through a crash. It knows sessions, subscriptions, rows of queued messages and
/// retained messages as bytes; what the bytes mean is the engine's affair. Nothing above it knows SQL.
/// </summary>
/// <remarks>
/// One batch is under way at a time, and pages may be read beside it. Answers come from any thread, also before the call
/// has returned.
/// </remarks>
public interface IStore
{
    /// <summary>
    /// Takes the store over for this node, so that batches of whoever had it before are refused from now on, and tells
    /// everything that is kept but for the queued messages themselves. Called once, before anything else, and blocks.
    /// </summary>
    /// <returns>The number of the last batch that was committed; 0 when there was none.</returns>
    long Open(IStoredState state);

    /// <summary>
    /// Makes a batch survive a crash, all of it or nothing, and answers by <see cref="StoreBatch.Settle"/>. A batch that
    /// is given again after an unknown outcome, with the same number, is committed at most once.
    /// </summary>
    void Commit(StoreBatch batch);

    /// <summary>Reads queued messages of a session, and answers by <see cref="QueuePage.Settle"/>.</summary>
    void Read(QueuePage page);
}
