using System.Globalization;
using Microsoft.Data.Sqlite;
using Pmq.Storage.Sql;

namespace Pmq.Storage.Sqlite;

/// <summary>A file that an operator says is a backup.</summary>
internal static class BackupFile
{
    private const string SchemaTablesText =
        "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'pmq_schema'";

    /// <summary>Opens it for reading, when it is a backup that this program can restore and is not damaged.</summary>
    /// <exception cref="RestoreException">It is not.</exception>
    public static SqliteConnection Open(string file)
    {
        RefuseOthers(file);
        SqliteLibrary.Use();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        }.ConnectionString);
        try
        {
            connection.Open();
            Check(connection, file);
            return connection;
        }
        catch (Exception fault)
        {
            connection.Dispose();
            if (fault is SqliteException sqlite)
            {
                throw new RestoreException(ReasonOf(sqlite, file), fault);
            }

            throw;
        }
    }

    private static void RefuseOthers(string file)
    {
        if (!File.Exists(file))
        {
            throw new RestoreException($"There is no file {file}.");
        }

        if (new FileInfo(file).Length == 0)
        {
            throw new RestoreException($"{file} is empty.");
        }

        var log = new FileInfo(file + "-wal");
        if (log is { Exists: true, Length: > 0 })
        {
            throw new RestoreException(
                $"{file} is in use, or was copied from a node that was: a part of it is in {log.FullName}. Make a "
                + "backup with pmq backup.");
        }
    }

    private static void Check(SqliteConnection connection, string file)
    {
        long known = SqliteSchema.Migrations.Count;
        if (connection.ScalarNumber(SchemaTablesText) == 0)
        {
            throw new RestoreException($"{file} is not a backup of pmq: it is a database with other tables.");
        }

        object? version = connection.Scalar("SELECT max(version) FROM pmq_schema");
        if (version is not long number || number < 1)
        {
            throw new RestoreException($"{file} is damaged: its schema has no version.");
        }

        if (number > known)
        {
            throw new RestoreException(string.Create(
                CultureInfo.InvariantCulture,
                $"{file} was written by a newer pmq: its schema is version {number}, and this program knows {known}."));
        }

        string? found = connection.Scalar("PRAGMA integrity_check(1)") as string;
        if (found != "ok")
        {
            throw new RestoreException($"{file} is damaged: {found}");
        }
    }

    private static string ReasonOf(SqliteException fault, string file) => fault.SqliteErrorCode switch
    {
        SqliteFaults.NotADatabase => $"{file} is not a backup of pmq: it is not a database of SQLite.",
        SqliteFaults.Corrupt => $"{file} is damaged: {fault.Message}",
        _ => $"{file} can't be read: {fault.Message}",
    };
}
