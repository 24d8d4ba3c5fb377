using Microsoft.Data.Sqlite;
using Pmq.Storage.Backups;
using Pmq.Storage.Sql;

namespace Pmq.Storage.Sqlite;

/// <summary>Puts a backup in the place of a database that nobody has open.</summary>
internal static class SqliteRestore
{
    public static void Run(SqliteSettings settings, string file, bool force)
    {
        BackupFile.Open(file).Dispose();
        try
        {
            using DirectoryLock held = DirectoryLock.Take(settings);
            if (!force)
            {
                RefuseContent(settings);
            }

            Replace(settings, file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw SqliteFaults.CannotOpen(fault, settings);
        }
    }

    private static void Replace(SqliteSettings settings, string file) =>
        NewFile.Write(settings.File, overwrite: true, unfinished =>
        {
            File.Copy(file, unfinished);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(unfinished, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            // The log of the database that was there must not be found beside the new one, which it would damage.
            File.Delete(settings.File + "-wal");
            File.Delete(settings.File + "-shm");
        });

    private static void RefuseContent(SqliteSettings settings)
    {
        if (!File.Exists(settings.File))
        {
            return;
        }

        bool? hasContent = HasContent(settings);
        if (hasContent is not false)
        {
            string what = hasContent is null
                ? "can't be read as a store of pmq"
                : "holds sessions or retained messages";
            throw new RestoreException($"{settings.File} {what}. Use --force to replace it.");
        }
    }

    // Null when it is something else, or damaged.
    private static bool? HasContent(SqliteSettings settings)
    {
        SqliteLibrary.Use();
        try
        {
            using var connection = new SqliteConnection(settings.ConnectionString(SqliteOpenMode.ReadWrite));
            connection.Open();
            return connection.ScalarNumber(StoreTable.HasContentText) != 0;
        }
        catch (SqliteException)
        {
            return null;
        }
    }
}
