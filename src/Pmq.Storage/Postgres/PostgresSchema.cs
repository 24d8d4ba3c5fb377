namespace Pmq.Storage.Postgres;

/// <summary>The tables in PostgreSQL, version by version. A version that was released never changes.</summary>
internal static class PostgresSchema
{
    // How many rows of a batch still point into its messages is counted apart from them, because changing a row writes
    // all of it. Messages are not compressed: the server would try it with each, for little. A topic may be longer than
    // an index can hold, so topics and filters are found by their hash.
    private const string Version1 = """
        CREATE TABLE pmq_schema (version integer NOT NULL);

        CREATE TABLE node (
            name text NOT NULL PRIMARY KEY,
            incarnation bigint NOT NULL,
            batch bigint NOT NULL
        );

        CREATE TABLE session (
            key bigint NOT NULL PRIMARY KEY,
            client_id text NOT NULL,
            expiry bigint NOT NULL,
            offline_since bigint NOT NULL,
            sent_up_to bigint NOT NULL,
            acknowledged_up_to bigint NOT NULL,
            will bytea NOT NULL
        );

        CREATE TABLE subscription (
            session bigint NOT NULL,
            filter bytea NOT NULL,
            options smallint NOT NULL,
            subscription_id bigint NOT NULL
        );
        CREATE UNIQUE INDEX subscription_key ON subscription (session, sha256(filter));

        CREATE TABLE messages (
            batch bigint NOT NULL PRIMARY KEY,
            bytes bytea NOT NULL
        );
        ALTER TABLE messages ALTER COLUMN bytes SET STORAGE EXTERNAL;

        CREATE TABLE message_use (
            batch bigint NOT NULL PRIMARY KEY,
            row_count bigint NOT NULL
        );

        CREATE TABLE queue (
            session bigint NOT NULL,
            first bigint NOT NULL,
            last bigint NOT NULL,
            bytes bigint NOT NULL,
            messages_batch bigint,
            entries bytea NOT NULL,
            PRIMARY KEY (session, first)
        );

        CREATE TABLE released (
            session bigint NOT NULL,
            sequence bigint NOT NULL,
            PRIMARY KEY (session, sequence)
        );

        CREATE TABLE unreleased (
            session bigint NOT NULL,
            packet_id integer NOT NULL,
            PRIMARY KEY (session, packet_id)
        );

        CREATE TABLE retained (
            topic bytea NOT NULL,
            message bytea NOT NULL
        );
        CREATE UNIQUE INDEX retained_key ON retained (sha256(topic));
        """;

    public static IReadOnlyList<string> Migrations { get; } = [Version1];
}
