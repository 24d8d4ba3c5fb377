using Pmq.Broker.Durability;

namespace Pmq.Storage.Tests.Contract;

/// <summary>Contents that stores in memory share.</summary>
internal sealed class MemoryHome : IStoreHome
{
    private readonly MemoryStoreContents _contents = new();

    public IStore Make() => new MemoryStore(_contents);

    public IStore MakeIntruder() => Make();

    public long RowCount() => 0;

    public void Dispose()
    {
    }
}
