using Microsoft.Data.Sqlite;

namespace Pmq.Storage.Sqlite;

/// <summary>Where a SQLite store is, and how it goes about it.</summary>
internal sealed record SqliteSettings(string Directory)
{
    public const string FileName = "pmq.db";
    public const string NodeDefault = "pmq";

    // How long to wait for a program that looks into the file and holds it locked.
    public const int LockedSecondsMax = 5;

    /// <summary>The name under which the fence is kept.</summary>
    public string Node { get; init; } = NodeDefault;

    /// <summary>How long no batch must have come before free pages are given back to the file system.</summary>
    public TimeSpan IdleAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many free pages are left in the file for the next messages: 16 MiB.</summary>
    public long FreePagesMax { get; init; } = 4096;

    /// <summary>How large the file may grow, in pages; 0 for SQLite's own bound.</summary>
    public long PagesMax { get; init; }

    /// <summary>Whether other processes are kept out. Only tests let another store in, to see the fence hold.</summary>
    public bool IsExclusive { get; init; } = true;

    public string File => Path.Combine(Directory, FileName);

    public string LockFile => Path.Combine(Directory, "pmq.lock");

    /// <summary>
    /// Connections are kept by the store itself; a pool would keep the file open after the store is closed.
    /// </summary>
    public string ConnectionString(SqliteOpenMode mode) => new SqliteConnectionStringBuilder
    {
        DataSource = File,
        Mode = mode,
        Pooling = false,
        DefaultTimeout = LockedSecondsMax,
    }.ConnectionString;
}
