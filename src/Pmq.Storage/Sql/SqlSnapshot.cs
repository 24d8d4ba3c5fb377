using System.Data.Common;
using Pmq.Broker.Durability;

namespace Pmq.Storage.Sql;

/// <summary>What a database had committed at one moment, over a connection and in a transaction of its own.</summary>
/// <remarks>Owner: whoever took it.</remarks>
internal sealed class SqlSnapshot : IStoreSnapshot
{
    private const int SessionsAtOnce = 256;

    private const string SupersededText = """
        SELECT session.key FROM session JOIN (
            SELECT client_id, max(key) AS newest FROM session GROUP BY client_id HAVING count(*) > 1
        ) AS twice ON twice.client_id = session.client_id WHERE session.key < twice.newest
        """;

    private readonly Database _database;
    private readonly IConnection _connection;
    private readonly PageQuery _pages;
    private readonly HashSet<long> _superseded = [];

    private SqlSnapshot(Database database, IConnection connection)
    {
        _database = database;
        _connection = connection;
        _pages = new PageQuery(connection, new MessagesCache());
        connection.Execute(database.BeginSnapshotText);

        // The first query is the moment.
        using IRows rows = connection.Scan(SupersededText);
        while (rows.Read())
        {
            _superseded.Add(rows.Number(0));
        }
    }

    public static SqlSnapshot Take(Database database)
    {
        IConnection? connection = null;
        try
        {
            connection = database.OpenReader();
            return new SqlSnapshot(database, connection);
        }
        catch (DbException fault)
        {
            connection?.Dispose();
            throw Unreadable(database, fault);
        }
    }

    public IEnumerable<SessionSnapshot> Sessions()
    {
        var query = new SessionQuery(_connection);
        long after = long.MinValue;
        while (Try(() => query.Read(after, SessionsAtOnce)) is { Count: > 0 } sessions)
        {
            after = sessions[^1].Session.Key;
            foreach (SessionSnapshot session in sessions)
            {
                if (!_superseded.Contains(session.Session.Key))
                {
                    yield return session;
                }
            }
        }
    }

    public IEnumerable<RetainedChange> Retained()
    {
        using IRows rows = Try(() => _connection.Scan("SELECT topic, message FROM retained"));
        while (Try(rows.Read))
        {
            yield return Try(() => new RetainedChange(rows.Bytes(0), rows.Bytes(1)));
        }
    }

    public IReadOnlyList<QueueRow> Queue(long session, long first, int bytesMax)
    {
        var page = new QueuePage(session, first, long.MaxValue, bytesMax, static (_, _) => { });
        Try(() =>
        {
            _pages.Fill(page);
            return true;
        });
        return [.. page.Rows];
    }

    public void Dispose() => _connection.Dispose();

    private static IOException Unreadable(Database database, DbException fault) =>
        new(database.Explain(fault).Reason, fault);

    private T Try<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (DbException fault)
        {
            throw Unreadable(_database, fault);
        }
    }
}
