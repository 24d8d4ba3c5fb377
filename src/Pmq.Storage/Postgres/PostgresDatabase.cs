using System.Globalization;
using Npgsql;
using Pmq.Storage.Sql;

namespace Pmq.Storage.Postgres;

/// <summary>A database of a PostgreSQL server.</summary>
/// <remarks>Owner: the store.</remarks>
internal sealed class PostgresDatabase(PostgresSettings settings) : Database
{
    // Whatever the server's defaults are, a commit is on its disk when it is answered. All statements go by keys, and a
    // plan made while tables were small must not scan them for ever after. The keep-alives let the server notice within
    // half a minute that this machine is gone, and free the lock.
    private const string WriterText = """
        SET synchronous_commit = on;
        SET enable_seqscan = off;
        SET tcp_keepalives_idle = 15;
        SET tcp_keepalives_interval = 5;
        SET tcp_keepalives_count = 3;
        """;

    private const string ReaderText = "SET default_transaction_read_only = on; SET enable_seqscan = off;";

    // Limits that an administrator has set for people do not suit a connection that is idle for hours, or reads everything
    // once. No statement is long enough to be worth compiling.
    private const string BothText =
        "SET idle_session_timeout = 0; SET statement_timeout = 0; SET lock_timeout = 0; SET jit = off;";

    public override IReadOnlyList<string> Migrations => PostgresSchema.Migrations;

    public override string SchemaTablesText => "SELECT count(to_regclass('pmq_schema'))";

    public override string BeginSnapshotText => "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY";

    public override string Place => settings.Place;

    public override PostgresWriterLink OpenWriter(bool isFirst)
    {
        NpgsqlConnection connection = Opened();
        try
        {
            connection.Execute(WriterText + BothText);
            if (isFirst)
            {
                Check(connection);
                if (settings.OwnsSchema)
                {
                    connection.Execute("CREATE SCHEMA IF NOT EXISTS " + settings.Connection.SearchPath);
                }
            }

            return new PostgresWriterLink(connection, LockOf(connection, isFirst));
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public override PostgresConnection OpenReader()
    {
        NpgsqlConnection connection = Opened();
        connection.Execute(ReaderText + BothText);
        return new PostgresConnection(connection);
    }

    public override StoreFault Explain(Exception fault) => PostgresFaults.Explain(fault, settings);

    public override StoreOpenException CannotOpen(Exception fault) => PostgresFaults.CannotOpen(fault, settings);

    /// <summary>The lock goes with the connection that holds it.</summary>
    public override void Release()
    {
    }

    private NpgsqlConnection Opened()
    {
        var connection = new NpgsqlConnection(settings.Connection.ConnectionString);
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void Check(NpgsqlConnection connection)
    {
        if (connection.PostgreSqlVersion.Major < PostgresSettings.ServerVersionMin)
        {
            throw new StoreOpenException(string.Create(
                CultureInfo.InvariantCulture,
                $"{settings.Place} has version {connection.PostgreSqlVersion}; pmq needs "
                + $"{PostgresSettings.ServerVersionMin} or later."));
        }

        string encoding = connection.Scalar("SHOW server_encoding") as string ?? "";
        if (encoding is not ("UTF8" or "SQL_ASCII"))
        {
            throw new StoreOpenException(
                $"{settings.Place} has the encoding {encoding}, which can't hold every client identifier. Make "
                + "one with createdb --encoding=UTF8 --template=template0.");
        }
    }

    private ProcessLock? LockOf(NpgsqlConnection connection, bool isFirst)
    {
        if (!settings.IsExclusive)
        {
            return null;
        }

        var processLock = new ProcessLock(connection, settings.Node);
        if (isFirst && !processLock.Wait(settings.LockPatience))
        {
            throw new StoreOpenException(
                $"{settings.Place} is used by another pmq. Stop that one, or give this one a database of its own.");
        }

        return processLock;
    }
}
