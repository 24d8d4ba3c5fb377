namespace Pmq.Broker.Durability;

/// <summary>The store of a node that keeps nothing through a crash: every step is as good as done.</summary>
public sealed class MemoryStore : IStore
{
    /// <inheritdoc/>
    public bool Submit(StoreBatch batch) => true;
}
