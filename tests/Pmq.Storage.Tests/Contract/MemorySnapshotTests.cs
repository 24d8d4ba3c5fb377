namespace Pmq.Storage.Tests.Contract;

public sealed class MemorySnapshotTests() : SnapshotContract(new MemoryHome());
