using Pmq.Broker.Durability;
using Pmq.Storage.Sql;
using Pmq.Storage.Sqlite;

namespace Pmq.Storage;

/// <summary>
/// A store in a file of SQLite. One process uses a directory at a time. What is committed survives a crash of the
/// machine, as far as its disk keeps what it says it has kept.
/// </summary>
/// <remarks>Owner: whoever opens and closes it; batches and pages may come from any thread in between.</remarks>
public sealed class SqliteStore : IStore, IStoreSnapshots, IBackupStore, IDisposable
{
    /// <summary>The name of the database's file in its directory.</summary>
    public const string FileName = SqliteSettings.FileName;

    private readonly SqliteSettings _settings;
    private readonly SqlStore _store;

    internal SqliteStore(SqliteSettings settings)
    {
        _settings = settings;
        _store = new SqlStore(new SqliteDatabase(settings), settings.Node, settings.IdleAfter);
    }

    /// <summary>The version of the SQLite library this process uses.</summary>
    public static string LibraryVersion => SqliteLibrary.Used.Version;

    /// <summary>Where that library comes from: the name it was loaded by.</summary>
    public static string LibraryName => SqliteLibrary.Used.Name;

    /// <summary>
    /// A store whose file is in this directory. Both are made when it is opened, if they are not there.
    /// </summary>
    public static SqliteStore Create(string directory, string node = SqliteSettings.NodeDefault) =>
        new(new SqliteSettings(directory) { Node = node });

    /// <inheritdoc/>
    /// <exception cref="StoreOpenException">It can't be opened; the message says why.</exception>
    public long Open(IStoredState state) => _store.Open(state);

    /// <inheritdoc/>
    public void Commit(StoreBatch batch) => _store.Commit(batch);

    /// <inheritdoc/>
    public void Read(QueuePage page) => _store.Read(page);

    /// <summary>
    /// Puts a backup of whatever store into a directory, as its database. No node may have the directory.
    /// </summary>
    /// <param name="directory">The data directory, which is made when it is not there.</param>
    /// <param name="file">The backup, which stays as it is.</param>
    /// <param name="force">Whether a database that holds something is replaced, too.</param>
    /// <exception cref="RestoreException">The file is no backup, or the directory holds something.</exception>
    /// <exception cref="StoreOpenException">Another process has the directory, or it can't be used.</exception>
    public static void Restore(string directory, string file, bool force = false) =>
        SqliteRestore.Run(new SqliteSettings(directory), file, force);

    /// <inheritdoc/>
    public IStoreSnapshot TakeSnapshot() => _store.TakeSnapshot();

    /// <inheritdoc/>
    public void Backup(string file) => SqliteBackup.Write(_settings, file);

    /// <inheritdoc/>
    public void Dispose() => _store.Dispose();
}
