using System.Globalization;
using Pmq.Broker.Durability;
using Pmq.Storage.Tests.Contract;

namespace Pmq.Storage.Tests.Sqlite;

public sealed class SqliteFileTests : IDisposable
{
    private const int BatchBytes = 400_000;

    private readonly SqliteHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void The_file_is_kept_as_a_crash_of_the_machine_requires()
    {
        using var store = new OpenedStore(_home.Make());

        Assert.Equal(2, _home.Number("PRAGMA auto_vacuum"));
        Assert.True(File.Exists(_home.File + "-wal"));
    }

    [Fact]
    public void The_file_does_not_grow_when_messages_come_and_go()
    {
        using var store = new OpenedStore(_home.Make());
        Fill(store, 10);
        AcknowledgeAll(store);
        long once = _home.Number("PRAGMA page_count");

        for (int round = 0; round < 5; round++)
        {
            Fill(store, 10);
            AcknowledgeAll(store);
        }

        Assert.InRange(_home.Number("PRAGMA page_count"), 1, once + 20);
    }

    [Fact]
    public void Pages_that_are_free_are_given_back_when_nothing_is_to_be_done()
    {
        using var store = new OpenedStore(new SqliteStore(
            _home.Settings with { FreePagesMax = 10, IdleAfter = TimeSpan.FromMilliseconds(1) }));
        Fill(store, 20);
        Assert.InRange(_home.Number("PRAGMA page_count"), 20 * BatchBytes / 4096, long.MaxValue);

        AcknowledgeAll(store);

        Assert.True(
            SpinWait.SpinUntil(() => _home.Number("PRAGMA freelist_count") <= 10, OpenedStore.Patience),
            "The pages are still there.");
        Assert.InRange(_home.Number("PRAGMA page_count"), 1, 60);
        store.Commit(_ => { });
    }

    [Fact]
    public void A_full_disk_fails_the_batch_and_the_next_one_may_succeed()
    {
        using var store = new OpenedStore(new SqliteStore(_home.Settings with { PagesMax = 100 }));

        (StoreOutcome outcome, string? reason) = store.TryCommit(batch => Put(batch, 1, 1_000_000));

        Assert.Equal(StoreOutcome.Failed, outcome);
        Assert.Contains("the disk is full", reason, StringComparison.Ordinal);
        Assert.Equal(0, _home.RowCount());
        store.Commit(batch => Put(batch, 1, 1000));
    }

    [Fact]
    public void A_file_that_somebody_else_holds_locked_fails_the_batch()
    {
        using var store = new OpenedStore(_home.Make());
        using var other = new Microsoft.Data.Sqlite.SqliteConnection(
            _home.Settings.ConnectionString(Microsoft.Data.Sqlite.SqliteOpenMode.ReadWrite));
        other.Open();
        using Microsoft.Data.Sqlite.SqliteCommand command = other.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        command.ExecuteNonQuery();

        (StoreOutcome outcome, string? reason) = store.TryCommit(batch => Put(batch, 1, 1000));

        Assert.Equal(StoreOutcome.Failed, outcome);
        Assert.Contains("locked", reason, StringComparison.Ordinal);
        command.CommandText = "COMMIT";
        command.ExecuteNonQuery();
        store.Commit(batch => Put(batch, 1, 1000));
    }

    [Fact]
    public void Pages_are_read_while_a_file_is_locked_for_writing()
    {
        using var store = new OpenedStore(_home.Make());
        store.Commit(batch => Put(batch, 1, 1000));
        using var other = new Microsoft.Data.Sqlite.SqliteConnection(
            _home.Settings.ConnectionString(Microsoft.Data.Sqlite.SqliteOpenMode.ReadWrite));
        other.Open();
        using Microsoft.Data.Sqlite.SqliteCommand command = other.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        command.ExecuteNonQuery();

        Assert.Single(store.Read(1, 1, 1));
    }

    [Fact]
    public void A_backup_made_while_the_store_is_used_opens_and_holds_what_was_committed()
    {
        string copy = Path.Combine(_home.DataDirectory, "..", "copy");
        Directory.CreateDirectory(copy);
        var store = SqliteStore.Create(_home.DataDirectory);
        using var opened = new OpenedStore(store);
        Fill(opened, 3);

        store.Backup(Path.Combine(copy, SqliteStore.FileName));
        Fill(opened, 2);

        using var restored = new OpenedStore(SqliteStore.Create(copy));
        Assert.Equal(3, restored.LastBatch);
        Assert.Equal([1, 2, 3], restored.Read(1, 1, 9).Select(row => row.Span.First));
        Assert.All(restored.Read(1, 1, 9), row => Assert.Equal(BatchBytes, row.Messages.Length));
    }

    [Fact]
    public void A_backup_does_not_write_over_a_file()
    {
        var store = SqliteStore.Create(_home.DataDirectory);
        using var opened = new OpenedStore(store);
        string file = Path.Combine(_home.DataDirectory, "copy.db");
        File.WriteAllText(file, "precious");

        Assert.Contains(file, Assert.Throws<IOException>(() => store.Backup(file)).Message, StringComparison.Ordinal);
        Assert.Equal("precious", File.ReadAllText(file));
    }

    private static void Fill(OpenedStore store, int batches)
    {
        for (int i = 0; i < batches; i++)
        {
            store.Commit(batch => Put(batch, batch.Number, BatchBytes));
        }
    }

    private static void AcknowledgeAll(OpenedStore store)
    {
        long last = store.LastBatch;
        store.Commit(batch => batch.Progress.Add(new QueueProgress(1, last, [])));
    }

    private static void Put(StoreBatch batch, long sequence, int bytes)
    {
        string name = sequence.ToString(CultureInfo.InvariantCulture);
        batch.Sessions.Add(new StoredSession(1, "client", 60, 0, 0, default));
        batch.Messages = Bytes.Random(bytes, (int)sequence);
        batch.Queued.Add(new QueueRow(1, new QueueSpan(sequence, sequence, bytes), Bytes.Of(name), default)
        {
            SharesMessages = true,
        });
    }
}
