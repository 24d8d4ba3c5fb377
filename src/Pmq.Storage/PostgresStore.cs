using Pmq.Broker.Durability;
using Pmq.Storage.Postgres;
using Pmq.Storage.Sql;

namespace Pmq.Storage;

/// <summary>
/// A store in a database of PostgreSQL. One process uses it at a time. What is committed is as safe as the server: one
/// that may fail over to another needs a synchronous standby.
/// </summary>
/// <remarks>Owner: whoever opens and closes it; batches and pages may come from any thread in between.</remarks>
public sealed class PostgresStore : IStore, IStoreSnapshots, IBackupStore, IDisposable
{
    private readonly SqlStore _store;

    private readonly PostgresSettings _settings;

    internal PostgresStore(PostgresSettings settings)
    {
        _settings = settings;
        _store = new SqlStore(new PostgresDatabase(settings), settings.Node, Timeout.InfiniteTimeSpan);
    }

    /// <summary>
    /// A store in the database that the connection string of Npgsql names. Its tables are in the schema pmq, unless the
    /// string names a search path. They are made when it is opened, if they are not there.
    /// </summary>
    /// <exception cref="StoreOpenException">The connection string can't be read.</exception>
    public static PostgresStore Create(string connectionString, string node = PostgresSettings.NodeDefault) =>
        new(PostgresSettings.Parse(connectionString) with { Node = node });

    /// <inheritdoc/>
    /// <exception cref="StoreOpenException">It can't be opened; the message says why.</exception>
    public long Open(IStoredState state) => _store.Open(state);

    /// <inheritdoc/>
    public void Commit(StoreBatch batch) => _store.Commit(batch);

    /// <inheritdoc/>
    public void Read(QueuePage page) => _store.Read(page);

    /// <inheritdoc/>
    public IStoreSnapshot TakeSnapshot() => _store.TakeSnapshot();

    /// <inheritdoc/>
    public void Backup(string file) => PostgresBackup.Write(_settings, file);

    /// <summary>
    /// Replaces what a database holds by what a backup of whatever store does, all of it or nothing. No node may have
    /// the database.
    /// </summary>
    /// <param name="connectionString">As for <see cref="Create"/>.</param>
    /// <param name="file">The backup, which stays as it is.</param>
    /// <param name="force">Whether a database that holds something is replaced, too.</param>
    /// <exception cref="RestoreException">The file is no backup, or the database holds something.</exception>
    /// <exception cref="StoreOpenException">Another process has the database, or it can't be used.</exception>
    public static void Restore(string connectionString, string file, bool force = false) =>
        PostgresRestore.Run(PostgresSettings.Parse(connectionString), file, force);

    /// <inheritdoc/>
    public void Dispose() => _store.Dispose();
}
