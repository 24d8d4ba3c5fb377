using System.Data.Common;
using Pmq.Broker.Durability;

namespace Pmq.Storage.Sql;

/// <summary>
/// Reads pages of queued messages on a thread and a connection of its own, so that no commit is waited for.
/// </summary>
/// <remarks>Owner: its thread.</remarks>
internal sealed class PageReader : IDisposable
{
    // A query is for some rows only: PostgreSQL sends all that was asked for, whether it is wanted still or not.
    private const int RowsMax = 64;

    private const string RowsText = """
        SELECT first, last, bytes, entries, messages_batch FROM queue
        WHERE session = @session AND first <= @last AND last >= @first AND first >= coalesce(
            (SELECT max(first) FROM queue WHERE session = @session AND first <= @first), @first)
        ORDER BY first LIMIT @rows
        """;

    private readonly Database _database;
    private readonly WorkThread<QueuePage> _thread;
    private readonly MessagesCache _cache = new();
    private readonly List<FoundRow> _found = [];
    private DbConnection? _connection;

    public PageReader(Database database, DbConnection connection)
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
            Fill(page, _connection);
            return StoreOutcome.Committed;
        }
        catch (Exception fault)
        {
            page.Rows.Clear();
            if (_database.Explain(fault).IsBroken)
            {
                _connection?.Dispose();
                _connection = null;
            }

            return StoreOutcome.Failed;
        }
    }

    private void Fill(QueuePage page, DbConnection connection)
    {
        long bytes = 0;
        long first = page.First;
        while (first <= page.Last)
        {
            Find(page, first, connection);
            foreach (FoundRow row in _found)
            {
                byte[]? messages = row.Batch is { } batch ? Messages(batch, connection) : [];
                if (messages is not null)
                {
                    page.Rows.Add(row.ToRow(page.Session, messages));
                }

                bytes += row.Span.Bytes;
                if (bytes >= page.BytesMax)
                {
                    return;
                }
            }

            if (_found.Count < RowsMax)
            {
                return;
            }

            first = _found[^1].Span.Last + 1;
        }
    }

    private void Find(QueuePage page, long first, DbConnection connection)
    {
        _found.Clear();
        using DbCommand command = connection.Command(RowsText).With("@session", page.Session)
            .With("@first", first).With("@last", page.Last).With("@rows", RowsMax);
        using DbDataReader rows = command.ExecuteReader();
        long bytes = 0;
        while ((_found.Count == 0 || bytes < page.BytesMax) && rows.Read())
        {
            var span = new QueueSpan(rows.GetInt64(0), rows.GetInt64(1), rows.GetInt64(2));
            _found.Add(new FoundRow(span, rows.Bytes(3), rows.IsDBNull(4) ? null : rows.GetInt64(4)));
            bytes += span.Bytes;
        }
    }

    // Null when they are gone: between two queries a commit may delete a row together with what it points to, and then
    // the row is not kept any more either.
    private byte[]? Messages(long batch, DbConnection connection)
    {
        if (_cache.Find(batch) is { } kept)
        {
            return kept;
        }

        using DbCommand command = connection.Command("SELECT bytes FROM messages WHERE batch = @batch")
            .With("@batch", batch);
        using DbDataReader rows = command.ExecuteReader();
        if (!rows.Read())
        {
            return null;
        }

        byte[] bytes = rows.Bytes(0);
        _cache.Keep(batch, bytes);
        return bytes;
    }

    private readonly record struct FoundRow(QueueSpan Span, byte[] Entries, long? Batch)
    {
        public QueueRow ToRow(long session, ReadOnlyMemory<byte> messages) =>
            new(session, Span, Entries, messages) { SharesMessages = Batch is not null };
    }
}
