using Pmq.Broker.Durability;
using Pmq.Management.Backups;

namespace Pmq.Management.Tests;

/// <summary>What a node without sockets keeps, and backups that are a few bytes.</summary>
internal sealed class FakeKeptState(MemoryStore store) : IKeptState
{
    public string? NothingKept { get; init; }

    /// <summary>Why nothing can be read.</summary>
    public string? Fault { get; init; }

    public Task<Stream> MakeBackupAsync(CancellationToken cancellation) => Fault is null
        ? Task.FromResult<Stream>(new MemoryStream([1, 2, 3]))
        : Task.FromException<Stream>(new IOException(Fault));

    public IStoreSnapshot TakeSnapshot() => Fault is null ? store.TakeSnapshot() : throw new IOException(Fault);
}
