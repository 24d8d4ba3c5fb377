using System.Data.Common;
using System.Net.Sockets;
using Pmq.Broker.Durability;

namespace Pmq.Storage.Sql;

/// <summary>
/// A store in a database: a thread that commits, and one that reads pages, each with its own connection.
/// </summary>
/// <remarks>Owner: whoever opens and closes it; batches and pages may come from any thread in between.</remarks>
internal sealed class SqlStore(Database database, string node, TimeSpan idleAfter) : IStore, IDisposable
{
    private StoreWriter? _writer;
    private PageReader? _reader;
    private bool _isClosed;

    /// <inheritdoc/>
    public long Open(IStoredState state)
    {
        if (_writer is not null || _isClosed)
        {
            throw new InvalidOperationException("A store is opened once.");
        }

        try
        {
            return Start(state);
        }
        catch (Exception fault) when (IsOfTheDatabase(fault))
        {
            throw database.CannotOpen(fault);
        }
        finally
        {
            if (_writer is null)
            {
                database.Release();
            }
        }
    }

    /// <inheritdoc/>
    public void Commit(StoreBatch batch) => Opened(_writer).Commit(batch);

    /// <inheritdoc/>
    public void Read(QueuePage page) => Opened(_reader).Read(page);

    /// <summary>A view of what is committed now, over a connection of its own.</summary>
    /// <exception cref="IOException">It could not be opened; the message says why.</exception>
    public IStoreSnapshot TakeSnapshot() => SqlSnapshot.Take(database);

    /// <summary>Answers what was asked, and lets the database go.</summary>
    public void Dispose()
    {
        if (_isClosed)
        {
            return;
        }

        _isClosed = true;
        _writer?.Dispose();
        _reader?.Dispose();
        database.Release();
    }

    private long Start(IStoredState state)
    {
        IWriterLink? link = null;
        IConnection? connection = null;
        try
        {
            link = database.OpenWriter(isFirst: true);
            SchemaUpgrade.Apply(link.Connection, database);
            // From here on nobody else can commit, so what is read now is what there is.
            NodeRow row = NodeRow.Raise(link.Connection, node);
            connection = database.OpenReader();
            IReadOnlyCollection<long> strays = new StoredStateReader(connection, state).Read();
            if (strays.Count > 0)
            {
                link.Forget(strays);
            }

            _reader = new PageReader(database, connection);
            _writer = new StoreWriter(database, link, node, row.Incarnation, idleAfter);
            return row.Batch;
        }
        finally
        {
            if (_writer is null)
            {
                connection?.Dispose();
                link?.Dispose();
            }
        }
    }

    private static T Opened<T>(T? part)
        where T : class => part ?? throw new InvalidOperationException("The store is not open.");

    private static bool IsOfTheDatabase(Exception fault) =>
        fault is DbException or IOException or UnauthorizedAccessException or SocketException or TimeoutException;
}
