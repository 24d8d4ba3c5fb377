using Microsoft.Data.Sqlite;

namespace Pmq.Storage.Sqlite;

/// <summary>Copies a database into a new file, over a connection of its own.</summary>
internal static class SqliteBackup
{
    public static void Write(SqliteSettings settings, string file)
    {
        if (File.Exists(file))
        {
            throw new IOException($"{file} is there already, and a backup does not write over it.");
        }

        // Under its own name the file is whole from the first moment on.
        string unfinished = file + ".part";
        File.Delete(unfinished);
        try
        {
            using var connection = new SqliteConnection(settings.ConnectionString(SqliteOpenMode.ReadWrite));
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "VACUUM INTO @file";
            command.Parameters.AddWithValue("@file", unfinished);
            command.CommandTimeout = 0;
            command.ExecuteNonQuery();
        }
        catch (SqliteException fault)
        {
            File.Delete(unfinished);
            throw new IOException($"No backup to {file}: {SqliteFaults.Explain(fault, settings).Reason}", fault);
        }

        Sync(unfinished);
        File.Move(unfinished, file, overwrite: false);
    }

    private static void Sync(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        stream.Flush(flushToDisk: true);
    }
}
