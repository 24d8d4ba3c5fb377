namespace Pmq.Storage.Sqlite;

/// <summary>The tables in a file of SQLite, version by version. A version that was released never changes.</summary>
internal static class SqliteSchema
{
    // Short rows lie in the index of their key itself (WITHOUT ROWID). How many rows of a batch still point into its
    // messages is counted apart from them, because changing a row writes all of it.
    private const string Version1 = """
        CREATE TABLE pmq_schema (version INTEGER NOT NULL);

        CREATE TABLE node (
            name TEXT NOT NULL PRIMARY KEY,
            incarnation INTEGER NOT NULL,
            batch INTEGER NOT NULL
        ) WITHOUT ROWID;

        CREATE TABLE session (
            key INTEGER NOT NULL PRIMARY KEY,
            client_id TEXT NOT NULL,
            expiry INTEGER NOT NULL,
            offline_since INTEGER NOT NULL,
            sent_up_to INTEGER NOT NULL,
            acknowledged_up_to INTEGER NOT NULL,
            will BLOB NOT NULL
        );

        CREATE TABLE subscription (
            session INTEGER NOT NULL,
            filter BLOB NOT NULL,
            options INTEGER NOT NULL,
            subscription_id INTEGER NOT NULL,
            PRIMARY KEY (session, filter)
        ) WITHOUT ROWID;

        CREATE TABLE messages (
            batch INTEGER NOT NULL PRIMARY KEY,
            bytes BLOB NOT NULL
        );

        CREATE TABLE message_use (
            batch INTEGER NOT NULL PRIMARY KEY,
            row_count INTEGER NOT NULL
        );

        CREATE TABLE queue (
            session INTEGER NOT NULL,
            first INTEGER NOT NULL,
            last INTEGER NOT NULL,
            bytes INTEGER NOT NULL,
            messages_batch INTEGER,
            entries BLOB NOT NULL,
            PRIMARY KEY (session, first)
        ) WITHOUT ROWID;

        CREATE TABLE released (
            session INTEGER NOT NULL,
            sequence INTEGER NOT NULL,
            PRIMARY KEY (session, sequence)
        ) WITHOUT ROWID;

        CREATE TABLE unreleased (
            session INTEGER NOT NULL,
            packet_id INTEGER NOT NULL,
            PRIMARY KEY (session, packet_id)
        ) WITHOUT ROWID;

        CREATE TABLE retained (
            topic BLOB NOT NULL PRIMARY KEY,
            message BLOB NOT NULL
        ) WITHOUT ROWID;
        """;

    public static IReadOnlyList<string> Migrations { get; } = [Version1];
}
