using System.Globalization;
using Pmq.Storage.Sql;

namespace Pmq.Storage.Sqlite;

/// <summary>
/// Gives pages that hold nothing any more back to the file system, a few at a time and only while there is nothing to
/// commit. Some are left for the next messages.
/// </summary>
/// <remarks>Owner: storage writer.</remarks>
internal sealed class FreePages(SqliteHandle connection, long freePagesMax)
{
    // 4 MiB: some milliseconds, which the next batch may have to wait.
    private const int PagesAtOnce = 1024;

    /// <summary>One portion; false when there are no more than may be left.</summary>
    public bool GiveBackSome()
    {
        long surplus = connection.Number("PRAGMA freelist_count") - freePagesMax;
        if (surplus <= 0)
        {
            return false;
        }

        long portion = Math.Min(surplus, PagesAtOnce);
        // Each row is a page; running it this way takes all of them.
        connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA incremental_vacuum({portion})"));

        // The file gets shorter when the log is copied into it.
        connection.Execute("PRAGMA wal_checkpoint(PASSIVE)");
        return true;
    }
}
