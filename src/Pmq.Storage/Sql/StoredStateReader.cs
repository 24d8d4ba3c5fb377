using Pmq.Broker.Durability;

namespace Pmq.Storage.Sql;

/// <summary>
/// Tells what a database keeps, in one pass over each table in the order of the keys. Besides the sessions' keys
/// nothing of it is held.
/// </summary>
/// <remarks>Owner: whoever opens the store.</remarks>
internal sealed class StoredStateReader(IConnection connection, IStoredState state)
{
    // Three ordered scans in one: each session is followed by its released numbers, then by its rows.
    private const string SessionsText = """
        SELECT key, 0 AS kind, expiry, offline_since, sent_up_to, acknowledged_up_to, client_id, will FROM session
        UNION ALL SELECT session, 1, sequence, 0, 0, 0, NULL, NULL FROM released
        UNION ALL SELECT session, 2, first, last, bytes, 0, NULL, NULL FROM queue
        ORDER BY 1, 2, 3
        """;

    private const string SubscriptionsText =
        "SELECT session, filter, options, subscription_id FROM subscription ORDER BY session";

    private const string UnreleasedText = "SELECT session, packet_id FROM unreleased ORDER BY session, packet_id";
    private const string RetainedText = "SELECT topic, message FROM retained";

    private readonly List<long> _keys = [];
    private readonly HashSet<long> _strays = [];
    private int _nextKey;

    /// <summary>
    /// Tells everything, and returns the keys of sessions that are not kept though something of them is.
    /// </summary>
    public IReadOnlyCollection<long> Read()
    {
        ReadSessions();
        ReadSubscriptions();
        ReadUnreleased();
        ReadRetained();
        return _strays;
    }

    private void ReadSessions()
    {
        using IRows rows = Scan(SessionsText);
        SessionUnderWay? current = null;
        while (rows.Read())
        {
            long key = rows.Number(0);
            long kind = rows.Number(1);
            if (kind == 0)
            {
                current?.Tell(state);
                current = new SessionUnderWay(SessionOf(rows, key), rows.Number(5));
                _keys.Add(key);
            }
            else if (current?.Key != key)
            {
                _strays.Add(key);
            }
            else if (kind == 1)
            {
                current.Released.Add(rows.Number(2));
            }
            else
            {
                current.Spans.Add(new QueueSpan(rows.Number(2), rows.Number(3), rows.Number(4)));
            }
        }

        current?.Tell(state);
    }

    private static StoredSession SessionOf(IRows row, long key) =>
        new(key, row.Text(6), (uint)row.Number(2), row.Number(3), row.Number(4), row.Bytes(7));

    private void ReadSubscriptions()
    {
        using IRows rows = Scan(SubscriptionsText);
        while (rows.Read())
        {
            long key = rows.Number(0);
            if (IsKept(key))
            {
                byte options = (byte)rows.Number(2);
                state.Subscription(new SubscriptionChange(key, rows.Bytes(1), options, (uint)rows.Number(3)));
            }
        }
    }

    private void ReadUnreleased()
    {
        using IRows rows = Scan(UnreleasedText);
        UnreleasedChange run = default;
        while (rows.Read())
        {
            long key = rows.Number(0);
            long id = rows.Number(1);
            if (run.Count > 0 && run.Session == key && run.First + run.Count == id)
            {
                run = run with { Count = run.Count + 1 };
            }
            else if (IsKept(key))
            {
                Tell(run);
                run = new UnreleasedChange(key, (ushort)id, 1, IsReleased: false);
            }
        }

        Tell(run);
    }

    private void Tell(in UnreleasedChange run)
    {
        if (run.Count > 0)
        {
            state.Unreleased(run);
        }
    }

    private void ReadRetained()
    {
        using IRows rows = Scan(RetainedText);
        while (rows.Read())
        {
            state.Retained(new RetainedChange(rows.Bytes(0), rows.Bytes(1)));
        }
    }

    // A scan of many rows takes as long as it takes. It begins with the first key.
    private IRows Scan(string text)
    {
        _nextKey = 0;
        return connection.Scan(text);
    }

    // Keys are asked for upwards, so both lists are walked side by side.
    private bool IsKept(long key)
    {
        while (_nextKey < _keys.Count && _keys[_nextKey] < key)
        {
            _nextKey++;
        }

        if (_nextKey < _keys.Count && _keys[_nextKey] == key)
        {
            return true;
        }

        _strays.Add(key);
        return false;
    }
}
