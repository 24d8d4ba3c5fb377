using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;
using Pmq.Storage.Backups;
using Pmq.Storage.Sql;
using Pmq.Storage.Sqlite;

namespace Pmq.Storage.Postgres;

/// <summary>
/// Replaces what a database holds by what a backup does, in one transaction. Nobody has it open meanwhile.
/// </summary>
internal static class PostgresRestore
{
    public static void Run(PostgresSettings settings, string file, bool force)
    {
        using SqliteConnection backup = BackupFile.Open(file);
        var database = new PostgresDatabase(settings);
        try
        {
            using PostgresWriterLink link = database.OpenWriter(isFirst: true);
            NpgsqlConnection connection = link.Driver;
            SchemaUpgrade.Apply(link.Connection, database);
            if (!force && connection.ScalarNumber(StoreTable.HasContentText) != 0)
            {
                throw new RestoreException(
                    $"{settings.Place} holds sessions or retained messages. Use --force to replace them.");
            }

            Replace(connection, backup);
        }
        catch (SqliteException fault)
        {
            throw new RestoreException($"{file} can't be read: {fault.Message}", fault);
        }
        catch (NpgsqlException fault)
        {
            throw database.CannotOpen(fault);
        }
    }

    private static void Replace(NpgsqlConnection connection, SqliteConnection backup)
    {
        connection.Execute("BEGIN");
        long incarnation = connection.ScalarNumber("SELECT coalesce(max(incarnation), 0) FROM node");
        connection.Execute("TRUNCATE " + string.Join(", ", StoreTable.All.Select(table => table.Name)));
        foreach (StoreTable table in StoreTable.All)
        {
            Copy(table, backup, connection);
        }

        // A process that was stopped while it had the database, and goes on later, must find its fence broken.
        connection.Execute(string.Create(
            CultureInfo.InvariantCulture, $"UPDATE node SET incarnation = greatest(incarnation, {incarnation}) + 1"));
        connection.Execute("COMMIT");
    }

    private static void Copy(StoreTable table, SqliteConnection backup, NpgsqlConnection connection)
    {
        NpgsqlDbType[] types = TypesOf(table, connection);
        using DbCommand command = backup.Command(table.SelectText);
        using DbDataReader rows = command.ExecuteReader();
        using NpgsqlBinaryImporter import =
            connection.BeginBinaryImport($"COPY {table.Name} ({table.ColumnList}) FROM STDIN (FORMAT BINARY)");
        import.Timeout = Timeout.InfiniteTimeSpan;
        while (rows.Read())
        {
            import.StartRow();
            for (int i = 0; i < types.Length; i++)
            {
                Give(import, types[i], rows, i);
            }
        }

        import.Complete();
    }

    // The server takes binary values in exactly the type of the column.
    private static NpgsqlDbType[] TypesOf(StoreTable table, NpgsqlConnection connection)
    {
        using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = table.SelectText + " LIMIT 0";
        using NpgsqlDataReader rows = command.ExecuteReader();
        return [.. rows.GetColumnSchema().Select(column => column.NpgsqlDbType ?? NpgsqlDbType.Unknown)];
    }

    private static void Give(NpgsqlBinaryImporter import, NpgsqlDbType type, DbDataReader rows, int column)
    {
        if (rows.IsDBNull(column))
        {
            import.WriteNull();
            return;
        }

        switch (type)
        {
            case NpgsqlDbType.Smallint:
                import.Write(rows.GetInt16(column), type);
                break;
            case NpgsqlDbType.Integer:
                import.Write(rows.GetInt32(column), type);
                break;
            case NpgsqlDbType.Bigint:
                import.Write(rows.GetInt64(column), type);
                break;
            case NpgsqlDbType.Text:
                import.Write(rows.GetString(column), type);
                break;
            default:
                import.Write(rows.Bytes(column), type);
                break;
        }
    }
}
