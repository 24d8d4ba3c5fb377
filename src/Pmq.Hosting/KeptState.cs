using Pmq.Broker.Durability;
using Pmq.Management.Backups;
using Pmq.Storage;

namespace Pmq.Hosting;

/// <summary>
/// The node's store, for those who want a copy of it. Backups are made one at a time, in files that are gone when they
/// were read.
/// </summary>
/// <remarks>Owner: thread-safe.</remarks>
internal sealed class KeptState(NodeStore store, PmqSettings settings) : IKeptState, IDisposable
{
    private const string FileName = "pmq-backup.db";

    private readonly SemaphoreSlim _turn = new(1);

    public string? NothingKept => store.Store is IBackupStore
        ? null
        : "this node keeps its state in memory. Start it with --store sqlite or postgres.";

    public async Task<Stream> MakeBackupAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            // Making it blocks as long as it takes; a client that goes away meanwhile is noticed afterwards.
            return await Task.Run(Make, CancellationToken.None);
        }
        catch
        {
            _turn.Release();
            throw;
        }
    }

    public IStoreSnapshot TakeSnapshot() => ((IStoreSnapshots)store.Store!).TakeSnapshot();

    public void Dispose() => _turn.Dispose();

    private PassingFile Make()
    {
        string folder = NewFolder();
        try
        {
            string file = Path.Combine(folder, FileName);
            ((IBackupStore)store.Store!).Backup(file);
            return new PassingFile(file, () => End(folder));
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    // Where there is room for the state there should be some for a copy of it. One of before, which a crash has left,
    // is deleted.
    private string NewFolder()
    {
        if (settings.Storage.Kind != StoreKind.Sqlite)
        {
            return Directory.CreateTempSubdirectory("pmq-backup-").FullName;
        }

        string folder = Path.Combine(settings.Storage.Directory, "backup");
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        return Directory.CreateDirectory(folder).FullName;
    }

    private void End(string folder)
    {
        Directory.Delete(folder, recursive: true);
        _turn.Release();
    }
}
