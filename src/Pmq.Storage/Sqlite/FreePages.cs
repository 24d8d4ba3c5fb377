using System.Globalization;
using Microsoft.Data.Sqlite;
using Pmq.Storage.Sql;

namespace Pmq.Storage.Sqlite;

/// <summary>
/// Gives pages that hold nothing any more back to the file system, a few at a time and only while there is nothing to
/// commit. Some are left for the next messages.
/// </summary>
/// <remarks>Owner: storage writer.</remarks>
internal sealed class FreePages(SqliteConnection connection, long freePagesMax)
{
    // 4 MiB: some milliseconds, which the next batch may have to wait.
    private const int PagesAtOnce = 1024;

    /// <summary>One portion; false when there are no more than may be left.</summary>
    public bool GiveBackSome()
    {
        long surplus = connection.ScalarNumber("PRAGMA freelist_count") - freePagesMax;
        if (surplus <= 0)
        {
            return false;
        }

        long portion = Math.Min(surplus, PagesAtOnce);
        using (SqliteCommand command = connection.CreateCommand())
        {
            command.CommandText = string.Create(CultureInfo.InvariantCulture, $"PRAGMA incremental_vacuum({portion})");
            // Each row is a page, so all must be taken.
            using SqliteDataReader rows = command.ExecuteReader();
            while (rows.Read())
            {
            }
        }

        // The file gets shorter when the log is copied into it.
        connection.Execute("PRAGMA wal_checkpoint(PASSIVE)");
        return true;
    }
}
