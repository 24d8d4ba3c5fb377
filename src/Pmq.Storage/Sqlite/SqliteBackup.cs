using Microsoft.Data.Sqlite;
using Pmq.Storage.Backups;

namespace Pmq.Storage.Sqlite;

/// <summary>Copies a database into a new file, over a connection of its own.</summary>
internal static class SqliteBackup
{
    public static void Write(SqliteSettings settings, string file)
    {
        RefuseToOverwrite(file);
        try
        {
            NewFile.Write(file, overwrite: false, unfinished => Copy(settings, unfinished));
        }
        catch (SqliteException fault)
        {
            throw new IOException($"No backup to {file}: {SqliteFaults.Explain(fault, settings).Reason}", fault);
        }
    }

    public static void RefuseToOverwrite(string file)
    {
        if (File.Exists(file))
        {
            throw new IOException($"{file} is there already, and a backup does not write over it.");
        }
    }

    private static void Copy(SqliteSettings settings, string file)
    {
        SqliteLibrary.Use();
        using var connection = new SqliteConnection(settings.ConnectionString(SqliteOpenMode.ReadWrite));
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "VACUUM INTO @file";
        command.Parameters.AddWithValue("@file", file);
        command.CommandTimeout = 0;
        command.ExecuteNonQuery();
    }
}
