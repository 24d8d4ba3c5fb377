using Pmq.Broker.Durability;

namespace Pmq.Storage.Sql;

/// <summary>Finds the rows of a page, and the messages they point into, over one connection.</summary>
/// <remarks>Owner: whoever has the connection.</remarks>
internal sealed class PageQuery(IConnection connection, MessagesCache cache)
{
    // A query is for some rows only: PostgreSQL sends all that was asked for, whether it is wanted still or not.
    private const int RowsMax = 64;

    private const string RowsText = """
        SELECT first, last, bytes, entries, messages_batch FROM queue
        WHERE session = @session AND first <= @last AND last >= @first AND first >= coalesce(
            (SELECT max(first) FROM queue WHERE session = @session AND first <= @first), @first)
        ORDER BY first LIMIT @rows
        """;

    private readonly List<FoundRow> _found = [];

    /// <summary>Adds the rows to the page.</summary>
    public void Fill(QueuePage page)
    {
        long bytes = 0;
        long first = page.First;
        while (first <= page.Last)
        {
            Find(page, first);
            foreach (FoundRow row in _found)
            {
                byte[]? messages = row.Batch is { } batch ? Messages(batch) : [];
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

    private void Find(QueuePage page, long first)
    {
        _found.Clear();
        using IRows rows = connection.Query(
            RowsText, ("@session", page.Session), ("@first", first), ("@last", page.Last), ("@rows", RowsMax));
        long bytes = 0;
        while ((_found.Count == 0 || bytes < page.BytesMax) && rows.Read())
        {
            var span = new QueueSpan(rows.Number(0), rows.Number(1), rows.Number(2));
            _found.Add(new FoundRow(span, rows.Bytes(3), rows.IsNull(4) ? null : rows.Number(4)));
            bytes += span.Bytes;
        }
    }

    // Null when they are gone, which is not seen within one moment: such a row can't be given, and is left out.
    private byte[]? Messages(long batch)
    {
        if (cache.Find(batch) is { } kept)
        {
            return kept;
        }

        using IRows rows = connection.Query("SELECT bytes FROM messages WHERE batch = @batch", ("@batch", batch));
        if (!rows.Read())
        {
            return null;
        }

        byte[] bytes = rows.Bytes(0);
        cache.Keep(batch, bytes);
        return bytes;
    }

    private readonly record struct FoundRow(QueueSpan Span, byte[] Entries, long? Batch)
    {
        public QueueRow ToRow(long session, ReadOnlyMemory<byte> messages) =>
            new(session, Span, Entries, messages) { SharesMessages = Batch is not null };
    }
}
