namespace Pmq.Storage.Tests.Contract;

public sealed class MemoryStoreTests() : StoreContract(new MemoryHome());
