using Pmq.Broker.Durability;
using Pmq.Storage.Tests.Contract;
using Pmq.Storage.Tests.Postgres;
using Pmq.Storage.Tests.Sqlite;

namespace Pmq.Storage.Tests.Backups;

/// <summary>Backups of a store in PostgreSQL, which go into either kind of store.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PostgresBackupTests(PostgresServer server) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pmq-backup-");

    private string Backup => Path.Combine(_folder.FullName, "backup.db");

    public void Dispose() => _folder.Delete(recursive: true);

    [RequiresProgramFact(PostgresServer.Program)]
    public void State_goes_from_PostgreSQL_to_SQLite_and_back_without_a_change()
    {
        using var postgres = new PostgresHome(server);
        using var sqlite = new SqliteHome();
        using var other = new PostgresHome(server);
        IReadOnlyList<string> kept = Fill(postgres);
        string second = Path.Combine(_folder.FullName, "second.db");

        BackupHomes.Backup(postgres, Backup);
        BackupHomes.Restore(sqlite, Backup);
        BackupHomes.Backup(sqlite, second);
        BackupHomes.Restore(other, second);

        Assert.Equal(kept, StateOf(sqlite));
        Assert.Equal(kept, StateOf(other));
        Assert.Equal(2, other.Number("SELECT row_count FROM message_use"));
    }

    [RequiresProgramFact(PostgresServer.Program)]
    public void What_is_committed_while_the_backup_is_made_is_in_it_as_a_whole_or_not_at_all()
    {
        using var home = new PostgresHome(server);
        using var target = new SqliteHome();
        var store = PostgresStore.Create(home.ConnectionString);
        using var opened = new OpenedStore(store);
        Task making = Task.Run(() => store.Backup(Backup));
        do
        {
            opened.Commit(batch =>
            {
                string number = batch.Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
                batch.Sessions.Add(new StoredSession(batch.Number, number, 60, 0, 0, default));
                batch.Retained.Add(new RetainedChange(Bytes.Of(number), Bytes.Of("1")));
            });
        }
        while (!making.IsCompleted);

        making.Wait(OpenedStore.Patience);
        BackupHomes.Restore(target, Backup);

        using var restored = new OpenedStore(target.Make());
        Assert.Equal(restored.LastBatch, restored.State.Sessions.Count);
        Assert.Equal(restored.LastBatch, restored.State.Retained.Count);
    }

    [RequiresProgramFact(PostgresServer.Program)]
    public void A_database_that_holds_something_is_replaced_only_by_force()
    {
        using var home = new PostgresHome(server);
        using var target = new PostgresHome(server);
        IReadOnlyList<string> kept = Fill(home);
        using (var store = new OpenedStore(target.Make()))
        {
            store.Commit(batch => batch.Retained.Add(new RetainedChange(Bytes.Of("precious"), Bytes.Of("1"))));
        }

        BackupHomes.Backup(home, Backup);

        var fault = Assert.Throws<RestoreException>(() => BackupHomes.Restore(target, Backup));
        Assert.EndsWith("holds sessions or retained messages. Use --force to replace them.", fault.Message, StringComparison.Ordinal);
        Assert.Equal(1, target.Number("SELECT count(*) FROM retained"));

        BackupHomes.Restore(target, Backup, force: true);

        Assert.Equal(kept, StateOf(target));
    }

    [RequiresProgramFact(PostgresServer.Program)]
    public void A_process_from_before_the_restore_commits_nothing_into_what_was_restored()
    {
        using var home = new PostgresHome(server);
        IReadOnlyList<string> kept = Fill(home);
        BackupHomes.Backup(home, Backup);
        using var before = new OpenedStore(home.MakeIntruder());

        BackupHomes.Restore(home, Backup, force: true);

        (StoreOutcome outcome, _) = before.TryCommit(
            batch => batch.Retained.Add(new RetainedChange(Bytes.Of("late"), Bytes.Of("1"))));
        Assert.Equal(StoreOutcome.Fenced, outcome);
        Assert.Equal(kept, StateOf(home));
    }

    [RequiresProgramFact(PostgresServer.Program)]
    public void A_database_that_somebody_has_open_is_left_alone()
    {
        using var home = new PostgresHome(server);
        Fill(home);
        BackupHomes.Backup(home, Backup);
        using var store = new OpenedStore(home.Make());

        var fault = Assert.Throws<StoreOpenException>(() => BackupHomes.Restore(home, Backup, force: true));

        Assert.Contains("is used by another pmq", fault.Message, StringComparison.Ordinal);
    }

    [RequiresProgramFact(PostgresServer.Program)]
    public void A_damaged_backup_leaves_the_database_as_it_was()
    {
        using var home = new PostgresHome(server);
        IReadOnlyList<string> kept = Fill(home);
        File.WriteAllText(Backup, "no database at all");

        Assert.Throws<RestoreException>(() => BackupHomes.Restore(home, Backup, force: true));

        Assert.Equal(kept, StateOf(home));
    }

    [RequiresProgramFact(PostgresServer.Program)]
    public void A_backup_does_not_write_over_a_file()
    {
        using var home = new PostgresHome(server);
        Fill(home);
        File.WriteAllText(Backup, "precious");

        Assert.Throws<IOException>(() => BackupHomes.Backup(home, Backup));

        Assert.Equal("precious", File.ReadAllText(Backup));
    }

    [Fact]
    public void A_server_that_is_away_fails_the_backup_with_a_reason()
    {
        var store = PostgresStore.Create("Host=127.0.0.1;Port=1;Database=pmq;Username=pmq");

        var fault = Assert.Throws<IOException>(() => store.Backup(Backup));

        Assert.StartsWith($"No backup to {Backup}: the database pmq of PostgreSQL at 127.0.0.1:1", fault.Message, StringComparison.Ordinal);
        Assert.Empty(_folder.GetFiles());
    }

    private static IReadOnlyList<string> Fill(PostgresHome home)
    {
        using (var store = new OpenedStore(home.Make()))
        {
            KeptState.Fill(store);
        }

        return StateOf(home);
    }

    private static IReadOnlyList<string> StateOf(IStoreHome home)
    {
        using var store = new OpenedStore(home.Make());
        return KeptState.Of(store);
    }
}
