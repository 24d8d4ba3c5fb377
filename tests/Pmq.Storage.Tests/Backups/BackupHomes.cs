using Pmq.Storage.Tests.Contract;
using Pmq.Storage.Tests.Postgres;
using Pmq.Storage.Tests.Sqlite;

namespace Pmq.Storage.Tests.Backups;

/// <summary>How each kind of store's home makes a backup of it, and has one restored.</summary>
internal static class BackupHomes
{
    /// <summary>A backup of what a store that is open has committed, in a file of a temporary folder.</summary>
    public static void Backup(IStoreHome home, string file)
    {
        using var other = (IDisposable)home.Make();
        ((IBackupStore)other).Backup(file);
    }

    public static void Restore(IStoreHome home, string file, bool force = false)
    {
        if (home is PostgresHome postgres)
        {
            PostgresStore.Restore(postgres.ConnectionString, file, force);
        }
        else
        {
            SqliteStore.Restore(((SqliteHome)home).DataDirectory, file, force);
        }
    }
}
