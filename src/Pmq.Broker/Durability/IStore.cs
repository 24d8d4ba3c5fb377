namespace Pmq.Broker.Durability;

/// <summary>The port to whatever keeps state through a crash.</summary>
public interface IStore
{
    /// <summary>
    /// Takes a batch. True when it is committed already; otherwise <see cref="StoreBatch.Settle"/> is called later, and
    /// batches of one session are settled in the order they came.
    /// </summary>
    bool Submit(StoreBatch batch);
}
