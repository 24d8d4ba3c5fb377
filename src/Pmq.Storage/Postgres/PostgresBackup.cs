using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Pmq.Storage.Backups;
using Pmq.Storage.Sql;
using Pmq.Storage.Sqlite;

namespace Pmq.Storage.Postgres;

/// <summary>
/// Copies what a database holds at one moment into a new file of SQLite, over a connection of its own.
/// </summary>
internal static class PostgresBackup
{
    public static void Write(PostgresSettings settings, string file)
    {
        SqliteBackup.RefuseToOverwrite(file);
        try
        {
            NewFile.Write(file, overwrite: false, unfinished => Copy(new PostgresDatabase(settings), unfinished));
        }
        catch (NpgsqlException fault)
        {
            throw new IOException($"No backup to {file}: {PostgresFaults.Explain(fault, settings).Reason}", fault);
        }
        catch (SqliteException fault)
        {
            throw new IOException($"No backup to {file}: {fault.Message}", fault);
        }
    }

    private static void Copy(PostgresDatabase database, string file)
    {
        using PostgresConnection connection = database.OpenReader();
        connection.Execute(database.BeginSnapshotText);
        using var backup = new BackupWriter(file);
        foreach (StoreTable table in StoreTable.All)
        {
            using DbCommand command = connection.Driver.Command(table.SelectText);
            command.CommandTimeout = 0;
            using DbDataReader rows = command.ExecuteReader();
            backup.Copy(table, rows);
        }

        backup.Commit();
    }
}
