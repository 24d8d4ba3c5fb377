namespace Pmq.Storage.Postgres;

/// <summary>
/// The statements that put a batch into PostgreSQL. Each takes all rows of its kind at once, a parameter ($1, $2 and so
/// on) for each column.
/// </summary>
internal static class PostgresText
{
    public const string PutSessions = """
        INSERT INTO session (key, client_id, expiry, offline_since, sent_up_to, will, acknowledged_up_to)
        SELECT r.key, r.client_id, r.expiry, r.offline_since, r.sent_up_to, r.will, 0
        FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bytea[])
            AS r (key, client_id, expiry, offline_since, sent_up_to, will)
        ON CONFLICT (key) DO UPDATE SET client_id = excluded.client_id, expiry = excluded.expiry,
            offline_since = excluded.offline_since, sent_up_to = excluded.sent_up_to, will = excluded.will
        """;

    public const string PutSubscriptions = """
        INSERT INTO subscription (session, filter, options, subscription_id)
        SELECT r.session, r.filter, r.options, r.subscription_id
        FROM unnest($1::bigint[], $2::bytea[], $3::smallint[], $4::bigint[])
            AS r (session, filter, options, subscription_id)
        ON CONFLICT (session, sha256(filter)) DO UPDATE SET options = excluded.options,
            subscription_id = excluded.subscription_id
        """;

    public const string DeleteSubscriptions = """
        DELETE FROM subscription AS s USING unnest($1::bigint[], $2::bytea[]) AS r (session, filter)
        WHERE s.session = r.session AND sha256(s.filter) = sha256(r.filter)
        """;

    public const string InsertMessages = "INSERT INTO messages (batch, bytes) VALUES ($1, $2)";

    public const string InsertMessageUse = "INSERT INTO message_use (batch, row_count) VALUES ($1, $2)";

    public const string InsertRows = """
        INSERT INTO queue (session, first, last, bytes, entries, messages_batch)
        SELECT r.session, r.first, r.last, r.bytes, r.entries, CASE WHEN r.shares THEN $7::bigint END
        FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bytea[], $6::boolean[])
            AS r (session, first, last, bytes, entries, shares)
        """;

    public const string RaiseAcknowledged = """
        UPDATE session AS s SET acknowledged_up_to = r.up_to
        FROM unnest($1::bigint[], $2::bigint[]) AS r (session, up_to)
        WHERE s.key = r.session AND s.acknowledged_up_to < r.up_to
        """;

    /// <summary>Returns how many rows of which batches went.</summary>
    public const string DeleteRowsUpTo = """
        WITH gone AS (
            DELETE FROM queue AS q USING unnest($1::bigint[], $2::bigint[]) AS r (session, up_to)
            WHERE q.session = r.session AND q.first <= r.up_to AND q.last <= r.up_to
            RETURNING q.messages_batch)
        SELECT messages_batch, count(*) FROM gone WHERE messages_batch IS NOT NULL GROUP BY messages_batch
        """;

    public const string DeleteReleasedUpTo = """
        DELETE FROM released AS d USING unnest($1::bigint[], $2::bigint[]) AS r (session, up_to)
        WHERE d.session = r.session AND d.sequence <= r.up_to
        """;

    public const string PutReleased = """
        INSERT INTO released (session, sequence)
        SELECT r.session, r.sequence FROM unnest($1::bigint[], $2::bigint[]) AS r (session, sequence)
        JOIN session AS s ON s.key = r.session WHERE r.sequence > s.acknowledged_up_to
        ON CONFLICT DO NOTHING
        """;

    public const string PutUnreleased = """
        INSERT INTO unreleased (session, packet_id)
        SELECT r.session, r.packet_id FROM unnest($1::bigint[], $2::integer[]) AS r (session, packet_id)
        ON CONFLICT DO NOTHING
        """;

    public const string DeleteUnreleased = """
        DELETE FROM unreleased AS u USING unnest($1::bigint[], $2::integer[]) AS r (session, packet_id)
        WHERE u.session = r.session AND u.packet_id = r.packet_id
        """;

    public const string PutRetained = """
        INSERT INTO retained (topic, message)
        SELECT r.topic, r.message FROM unnest($1::bytea[], $2::bytea[]) AS r (topic, message)
        ON CONFLICT (sha256(topic)) DO UPDATE SET message = excluded.message
        """;

    public const string DeleteRetained = """
        DELETE FROM retained AS d USING unnest($1::bytea[]) AS r (topic) WHERE sha256(d.topic) = sha256(r.topic)
        """;

    /// <summary>Returns how many rows of which batches went.</summary>
    public const string EndRows = """
        WITH gone AS (DELETE FROM queue WHERE session = ANY ($1) RETURNING messages_batch)
        SELECT messages_batch, count(*) FROM gone WHERE messages_batch IS NOT NULL GROUP BY messages_batch
        """;

    public const string EndSubscriptions = "DELETE FROM subscription WHERE session = ANY ($1)";
    public const string EndReleased = "DELETE FROM released WHERE session = ANY ($1)";
    public const string EndUnreleased = "DELETE FROM unreleased WHERE session = ANY ($1)";
    public const string EndSessions = "DELETE FROM session WHERE key = ANY ($1)";

    public const string LowerMessageUse = """
        UPDATE message_use AS m SET row_count = m.row_count - r.gone
        FROM unnest($1::bigint[], $2::bigint[]) AS r (batch, gone) WHERE m.batch = r.batch
        """;

    public const string DeleteUnusedMessages = """
        WITH unused AS (DELETE FROM message_use WHERE batch = ANY ($1) AND row_count <= 0 RETURNING batch)
        DELETE FROM messages USING unused WHERE messages.batch = unused.batch
        """;

    /// <summary>
    /// Fails with a division by zero when the fence does not hold. So it can be sent together with the COMMIT behind
    /// it, which the server then leaves out.
    /// </summary>
    public const string RaiseBatch = """
        WITH raised AS (
            UPDATE node SET batch = $3 WHERE name = $1 AND incarnation = $2 AND batch = $3 - 1 RETURNING 1)
        SELECT 1 / count(*) FROM raised
        """;
}
