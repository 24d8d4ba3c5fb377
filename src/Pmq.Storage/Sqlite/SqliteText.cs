namespace Pmq.Storage.Sqlite;

/// <summary>
/// The statements that put a batch into a file of SQLite, each for one row. Parameters are ?1, ?2 and so on.
/// </summary>
internal static class SqliteText
{
    public const string PutSession = """
        INSERT INTO session (key, client_id, expiry, offline_since, sent_up_to, will, acknowledged_up_to)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0)
        ON CONFLICT (key) DO UPDATE SET client_id = excluded.client_id, expiry = excluded.expiry,
            offline_since = excluded.offline_since, sent_up_to = excluded.sent_up_to, will = excluded.will
        """;

    public const string PutSubscription = """
        INSERT INTO subscription (session, filter, options, subscription_id) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (session, filter) DO UPDATE SET options = excluded.options,
            subscription_id = excluded.subscription_id
        """;

    public const string DeleteSubscription = "DELETE FROM subscription WHERE session = ?1 AND filter = ?2";

    public const string InsertMessages = "INSERT INTO messages (batch, bytes) VALUES (?1, ?2)";

    public const string InsertMessageUse = "INSERT INTO message_use (batch, row_count) VALUES (?1, ?2)";

    public const string InsertRow = """
        INSERT INTO queue (session, first, last, bytes, entries, messages_batch) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        """;

    public const string RaiseAcknowledged =
        "UPDATE session SET acknowledged_up_to = ?2 WHERE key = ?1 AND acknowledged_up_to < ?2";

    public const string DeleteRowsUpTo =
        "DELETE FROM queue WHERE session = ?1 AND first <= ?2 AND last <= ?2 RETURNING messages_batch";

    public const string DeleteReleasedUpTo = "DELETE FROM released WHERE session = ?1 AND sequence <= ?2";

    /// <summary>Nothing for a session that is not kept: the comparison with no number is not true.</summary>
    public const string PutReleased = """
        INSERT OR IGNORE INTO released (session, sequence)
        SELECT ?1, ?2 WHERE ?2 > (SELECT acknowledged_up_to FROM session WHERE key = ?1)
        """;

    public const string PutUnreleased = "INSERT OR IGNORE INTO unreleased (session, packet_id) VALUES (?1, ?2)";

    public const string DeleteUnreleased = "DELETE FROM unreleased WHERE session = ?1 AND packet_id = ?2";

    public const string PutRetained = """
        INSERT INTO retained (topic, message) VALUES (?1, ?2)
        ON CONFLICT (topic) DO UPDATE SET message = excluded.message
        """;

    public const string DeleteRetained = "DELETE FROM retained WHERE topic = ?1";

    public const string EndRows = "DELETE FROM queue WHERE session = ?1 RETURNING messages_batch";
    public const string EndSubscriptions = "DELETE FROM subscription WHERE session = ?1";
    public const string EndReleased = "DELETE FROM released WHERE session = ?1";
    public const string EndUnreleased = "DELETE FROM unreleased WHERE session = ?1";
    public const string EndSession = "DELETE FROM session WHERE key = ?1";

    public const string LowerMessageUse =
        "UPDATE message_use SET row_count = row_count - ?2 WHERE batch = ?1 RETURNING row_count";
    public const string DeleteMessageUse = "DELETE FROM message_use WHERE batch = ?1";
    public const string DeleteMessages = "DELETE FROM messages WHERE batch = ?1";

    public const string RaiseBatch =
        "UPDATE node SET batch = ?3 WHERE name = ?1 AND incarnation = ?2 AND batch = ?3 - 1";
}
