using Pmq.Broker.Durability;

namespace Pmq.Storage.Sql;

/// <summary>
/// Reads sessions some at a time, with what belongs to them, so that no result is open while their queues are read.
/// </summary>
/// <remarks>Owner: whoever has the connection.</remarks>
internal sealed class SessionQuery(IConnection connection)
{
    private const string SessionsText = """
        SELECT key, client_id, expiry, offline_since, sent_up_to, will, acknowledged_up_to FROM session
        WHERE key > @after ORDER BY key LIMIT @count
        """;

    private const string SubscriptionsText = """
        SELECT session, filter, options, subscription_id FROM subscription
        WHERE session >= @first AND session <= @last ORDER BY session
        """;

    private const string ReleasedText = """
        SELECT session, sequence FROM released
        WHERE session >= @first AND session <= @last ORDER BY session, sequence
        """;

    private const string UnreleasedText = """
        SELECT session, packet_id FROM unreleased
        WHERE session >= @first AND session <= @last ORDER BY session, packet_id
        """;

    /// <summary>The next so many sessions behind a key; none when there are no more.</summary>
    public IReadOnlyList<SessionSnapshot> Read(long after, int count)
    {
        List<SessionSnapshot> sessions = ReadSessions(after, count);
        if (sessions.Count == 0)
        {
            return sessions;
        }

        (long First, long Last) keys = (sessions[0].Session.Key, sessions[^1].Session.Key);
        ILookup<long, SubscriptionChange> subscriptions = ReadOf(keys, SubscriptionsText, SubscriptionOf)
            .ToLookup(change => change.Session);
        ILookup<long, long> released =
            ReadOf(keys, ReleasedText, NumberOf).ToLookup(row => row.Session, row => row.Number);
        ILookup<long, long> unreleased =
            ReadOf(keys, UnreleasedText, NumberOf).ToLookup(row => row.Session, row => row.Number);
        return
        [
            .. sessions.Select(session => session with
            {
                Subscriptions = [.. subscriptions[session.Session.Key]],
                Released = [.. released[session.Session.Key]],
                Unreleased = RunsOf(session.Session.Key, unreleased[session.Session.Key]),
            }),
        ];
    }

    private List<SessionSnapshot> ReadSessions(long after, int count)
    {
        using IRows rows = connection.Query(SessionsText, ("@after", after), ("@count", count));
        List<SessionSnapshot> sessions = [];
        while (rows.Read())
        {
            var session = new StoredSession(
                rows.Number(0),
                rows.Text(1),
                (uint)rows.Number(2),
                rows.Number(3),
                rows.Number(4),
                rows.Bytes(5));
            sessions.Add(new SessionSnapshot(session, rows.Number(6)));
        }

        return sessions;
    }

    private List<T> ReadOf<T>((long First, long Last) keys, string text, Func<IRows, T> read)
    {
        using IRows rows = connection.Query(text, ("@first", keys.First), ("@last", keys.Last));
        List<T> found = [];
        while (rows.Read())
        {
            found.Add(read(rows));
        }

        return found;
    }

    private static SubscriptionChange SubscriptionOf(IRows row) =>
        new(row.Number(0), row.Bytes(1), (byte)row.Number(2), (uint)row.Number(3));

    private static (long Session, long Number) NumberOf(IRows row) => (row.Number(0), row.Number(1));

    private static IReadOnlyList<UnreleasedChange> RunsOf(long session, IEnumerable<long> ids)
    {
        var runs = new UnreleasedRuns(session);
        foreach (long id in ids)
        {
            runs.Add((ushort)id);
        }

        return runs.Runs;
    }
}
