using System.Globalization;
using Pmq.Storage.Sql;

namespace Pmq.Storage.Sqlite;

/// <summary>A database in a file.</summary>
/// <remarks>Owner: the store.</remarks>
internal sealed class SqliteDatabase(SqliteSettings settings) : Database
{
    // auto_vacuum comes first, because it counts only as long as nothing is in the file. Checkpoints every 16 MiB
    // instead of every 4: a group commit under load is a megabyte. The journal is cut back to 64 MiB after a long
    // reader, a backup for one, has let it grow. The cache holds the pages that a large batch changes.
    private const string WriterText = """
        PRAGMA auto_vacuum = INCREMENTAL;
        PRAGMA synchronous = FULL;
        PRAGMA wal_autocheckpoint = 4096;
        PRAGMA journal_size_limit = 67108864;
        PRAGMA cache_size = -32768;
        """;

    private DirectoryLock? _lock;

    public override IReadOnlyList<string> Migrations => SqliteSchema.Migrations;

    public override string SchemaTablesText =>
        "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'pmq_schema'";

    public override string BeginSnapshotText => "BEGIN";

    public override string Place => settings.File;

    public override IWriterLink OpenWriter(bool isFirst)
    {
        if (isFirst)
        {
            SqliteLibrary.Use();
            _lock = DirectoryLock.Take(settings);
        }

        SqliteHandle connection = SqliteHandle.Open(settings.File, mayCreate: isFirst);
        try
        {
            connection.Execute(WriterText);
            if (!KeepsLog(connection))
            {
                throw new StoreOpenException(
                    $"{Place} can't be used with a write-ahead log, which SQLite refuses on this file system. Take a "
                    + "directory on a local disk.");
            }

            if (settings.PagesMax > 0)
            {
                connection.Execute(string.Create(
                    CultureInfo.InvariantCulture, $"PRAGMA max_page_count = {settings.PagesMax}"));
            }

            return new SqliteWriterLink(connection, new FreePages(connection, settings.FreePagesMax));
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public override IConnection OpenReader()
    {
        SqliteHandle connection = SqliteHandle.Open(settings.File, mayCreate: false);
        try
        {
            connection.Execute("PRAGMA query_only = ON");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public override StoreFault Explain(Exception fault) => SqliteFaults.Explain(fault, settings);

    public override StoreOpenException CannotOpen(Exception fault) => SqliteFaults.CannotOpen(fault, settings);

    public override void Release()
    {
        _lock?.Dispose();
        _lock = null;
    }

    private static bool KeepsLog(SqliteHandle connection)
    {
        using IRows rows = connection.Query("PRAGMA journal_mode = WAL");
        return rows.Read() && rows.Text(0) == "wal";
    }
}
