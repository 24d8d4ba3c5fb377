using Pmq.Broker.Durability;

namespace Pmq.Storage.Tests.Contract;

public sealed class MemoryStoreTests() : StoreContract(new MemoryHome())
{
    private sealed class MemoryHome : IStoreHome
    {
        private readonly MemoryStoreContents _contents = new();

        public IStore Make() => new MemoryStore(_contents);

        public IStore MakeIntruder() => Make();

        public long RowCount() => 0;

        public void Dispose()
        {
        }
    }
}
