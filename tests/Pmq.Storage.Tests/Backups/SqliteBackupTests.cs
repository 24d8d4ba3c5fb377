using Pmq.Broker.Durability;
using Pmq.Storage.Tests.Contract;
using Pmq.Storage.Tests.Sqlite;

namespace Pmq.Storage.Tests.Backups;

/// <summary>Backups of a store in SQLite, and what is refused when one is restored.</summary>
public sealed class SqliteBackupTests : IDisposable
{
    private readonly SqliteHome _home = new();
    private readonly SqliteHome _target = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pmq-backup-");

    private string Backup => Path.Combine(_folder.FullName, "backup.db");

    public void Dispose()
    {
        _home.Dispose();
        _target.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void What_was_committed_before_the_backup_is_restored_and_nothing_else()
    {
        IReadOnlyList<string> kept;
        using (var store = new OpenedStore(_home.Make()))
        {
            KeptState.Fill(store);
            BackupHomes.Backup(_home, Backup);
            store.Commit(batch => batch.Retained.Add(new RetainedChange(Bytes.Of("later"), Bytes.Of("1"))));
        }

        BackupHomes.Restore(_target, Backup);

        using (var expected = new OpenedStore(_home.Make()))
        {
            kept = [.. KeptState.Of(expected).Where(line => line is not ("later=1" or "batch 3"))];
        }

        using var restored = new OpenedStore(_target.Make());
        Assert.Equal(["batch 2", .. kept], KeptState.Of(restored));
        restored.Commit(_ => { });
    }

    [Fact]
    public void A_store_that_holds_something_is_replaced_only_by_force()
    {
        MakeBackup();
        using (var store = new OpenedStore(_target.Make()))
        {
            store.Commit(batch => batch.Retained.Add(new RetainedChange(Bytes.Of("precious"), Bytes.Of("1"))));
        }

        var fault = Assert.Throws<RestoreException>(() => BackupHomes.Restore(_target, Backup));
        Assert.Equal(
            $"{_target.File} holds sessions or retained messages. Use --force to replace it.", fault.Message);
        using (var store = new OpenedStore(_target.Make()))
        {
            Assert.Equal(["precious=1"], store.State.Retained);
        }

        BackupHomes.Restore(_target, Backup, force: true);

        using var restored = new OpenedStore(_target.Make());
        Assert.Equal(2, restored.State.Retained.Count);
    }

    [Fact]
    public void What_a_crash_left_in_the_log_of_the_store_is_not_found_beside_the_backup()
    {
        MakeBackup();
        using (var store = new OpenedStore(_target.Make()))
        {
            store.Commit(batch => batch.Retained.Add(new RetainedChange(Bytes.Of("precious"), Bytes.Of("1"))));
            File.Copy(_target.File + "-wal", Path.Combine(_folder.FullName, "log"));
        }

        File.Copy(Path.Combine(_folder.FullName, "log"), _target.File + "-wal");

        BackupHomes.Restore(_target, Backup, force: true);

        using var restored = new OpenedStore(_target.Make());
        Assert.Equal(2, restored.State.Retained.Count);
        Assert.Equal(2, restored.LastBatch);
    }

    [Fact]
    public void A_store_that_was_opened_and_holds_nothing_takes_a_backup()
    {
        MakeBackup();
        new OpenedStore(_target.Make()).Dispose();

        BackupHomes.Restore(_target, Backup);

        using var restored = new OpenedStore(_target.Make());
        Assert.Equal(2, restored.LastBatch);
    }

    [Fact]
    public void A_store_that_somebody_has_open_is_left_alone()
    {
        MakeBackup();
        using var store = new OpenedStore(_target.Make());

        var fault = Assert.Throws<StoreOpenException>(() => BackupHomes.Restore(_target, Backup, force: true));

        Assert.Contains("is used by another pmq", fault.Message, StringComparison.Ordinal);
        store.Commit(_ => { });
    }

    [Fact]
    public void A_file_that_is_no_store_is_replaced_only_by_force()
    {
        MakeBackup();
        Directory.CreateDirectory(_target.DataDirectory);
        File.WriteAllText(_target.File, "notes");

        var fault = Assert.Throws<RestoreException>(() => BackupHomes.Restore(_target, Backup));

        Assert.Equal(
            $"{_target.File} can't be read as a store of pmq. Use --force to replace it.", fault.Message);
        Assert.Equal("notes", File.ReadAllText(_target.File));
    }

    [Fact]
    public void A_file_that_is_not_there_is_said() => AssertRefused($"There is no file {Backup}.");

    [Fact]
    public void An_empty_file_is_refused()
    {
        File.WriteAllText(Backup, "");

        AssertRefused($"{Backup} is empty.");
    }

    [Fact]
    public void A_file_of_another_kind_is_refused()
    {
        File.WriteAllText(Backup, "no database at all");

        AssertRefused($"{Backup} is not a backup of pmq: it is not a database of SQLite.");
    }

    [Fact]
    public void A_database_of_another_program_is_refused()
    {
        MakeBackup();
        Change("DROP TABLE pmq_schema");

        AssertRefused($"{Backup} is not a backup of pmq: it is a database with other tables.");
    }

    [Fact]
    public void A_backup_of_a_newer_program_is_refused()
    {
        MakeBackup();
        Change("UPDATE pmq_schema SET version = 99");

        AssertRefused($"{Backup} was written by a newer pmq: its schema is version 99, and this program knows 1.");
    }

    [Fact]
    public void A_backup_without_a_version_is_refused()
    {
        MakeBackup();
        Change("DELETE FROM pmq_schema");

        AssertRefused($"{Backup} is damaged: its schema has no version.");
    }

    [Fact]
    public void A_backup_of_which_the_end_is_missing_is_refused()
    {
        MakeBackup();
        using (FileStream file = File.OpenWrite(Backup))
        {
            file.SetLength(file.Length - 8192);
        }

        AssertRefused($"{Backup} is damaged: ");
    }

    [Fact]
    public void A_backup_with_a_page_that_was_overwritten_is_refused()
    {
        MakeBackup();
        using (FileStream file = File.OpenWrite(Backup))
        {
            file.Position = 3 * 4096;
            file.Write(Bytes.Random(4096, 5));
        }

        AssertRefused($"{Backup} is damaged: ");
    }

    [Fact]
    public void A_copy_of_a_store_in_use_is_refused()
    {
        MakeBackup();
        File.WriteAllText(Backup + "-wal", "what is not in the file yet");

        AssertRefused($"{Backup} is in use, or was copied from a node that was");
    }

    private void MakeBackup()
    {
        using (var store = new OpenedStore(_home.Make()))
        {
            KeptState.Fill(store);
        }

        BackupHomes.Backup(_home, Backup);
    }

    private void Change(string text)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Backup};Pooling=false");
        connection.Open();
        using Microsoft.Data.Sqlite.SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    private void AssertRefused(string begin)
    {
        var fault = Assert.Throws<RestoreException>(() => BackupHomes.Restore(_target, Backup, force: true));

        Assert.StartsWith(begin, fault.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_target.DataDirectory), "The target was touched.");
    }
}
