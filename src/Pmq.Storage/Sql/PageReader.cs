using Pmq.Broker.Durability;

namespace Pmq.Storage.Sql;

/// <summary>
/// Reads pages of queued messages on a thread and a connection of its own, so that no commit is waited for.
/// </summary>
/// <remarks>Owner: its thread.</remarks>
internal sealed class PageReader : IDisposable
{
    private readonly Database _database;
    private readonly WorkThread<QueuePage> _thread;
    private readonly MessagesCache _cache = new();
    private IConnection? _connection;

    public PageReader(Database database, IConnection connection)
    {
        _database = database;
        _connection = connection;
        _thread = new WorkThread<QueuePage>("pmq store reader", Work, Timeout.InfiniteTimeSpan, () => false);
    }

    public void Read(QueuePage page)
    {
        if (!_thread.TryPost(page))
        {
            page.Settle(StoreOutcome.Failed);
        }
    }

    public void Dispose()
    {
        _thread.Dispose();
        _connection?.Dispose();
    }

    private void Work(QueuePage page) => page.Settle(Answer(page));

    private StoreOutcome Answer(QueuePage page)
    {
        try
        {
            _connection ??= _database.OpenReader();

            // One moment for rows and messages: a commit in between may delete both.
            _connection.Execute(_database.BeginSnapshotText);
            new PageQuery(_connection, _cache).Fill(page);
            _connection.Execute("COMMIT");
            return StoreOutcome.Committed;
        }
        catch (Exception)
        {
            // Whatever it was, the next page begins on a connection that is in no transaction.
            page.Rows.Clear();
            _connection?.Dispose();
            _connection = null;
            return StoreOutcome.Failed;
        }
    }
}
