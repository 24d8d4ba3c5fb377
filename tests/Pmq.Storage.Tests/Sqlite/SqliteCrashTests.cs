using System.Globalization;
using Pmq.Broker.Durability;
using Pmq.Storage.Tests.Contract;

namespace Pmq.Storage.Tests.Sqlite;

/// <summary>
/// What a crash leaves is the file and its log as they were at some moment, the end of the log perhaps torn. Copies of
/// both, cut at many places, stand for it.
/// </summary>
public sealed class SqliteCrashTests : IDisposable
{
    private const int Batches = 12;
    private const int Cuts = 40;

    private readonly SqliteHome _home = new();
    private readonly DirectoryInfo _copies = Directory.CreateTempSubdirectory("pmq-crash-");

    public void Dispose()
    {
        _home.Dispose();
        _copies.Delete(recursive: true);
    }

    [Fact]
    public void All_that_was_committed_is_there_when_the_process_was_killed()
    {
        using OpenedStore store = Filled();

        using OpenedStore left = Opened(CopyOf("killed", logBytes: long.MaxValue));

        Assert.Equal(Batches, left.LastBatch);
        AssertWhole(left);
    }

    [Fact]
    public void Batches_are_there_whole_or_not_at_all_wherever_the_log_is_torn()
    {
        using OpenedStore store = Filled();
        long length = new FileInfo(_home.File + "-wal").Length;
        HashSet<long> seen = [];

        for (int cut = 0; cut <= Cuts; cut++)
        {
            // Not at the borders of pages.
            long bytes = Math.Max(0, (length * cut / Cuts) - 5);
            using OpenedStore left = Opened(CopyOf(cut.ToString(CultureInfo.InvariantCulture), bytes));
            AssertWhole(left);
            seen.Add(left.LastBatch);
            left.Commit(_ => { });
        }

        Assert.InRange(seen.Count, 5, Batches + 1);
    }

    private OpenedStore Filled()
    {
        var store = new OpenedStore(_home.Make());
        for (int i = 1; i <= Batches; i++)
        {
            store.Commit(Fill);
        }

        return store;
    }

    // Batch n brings session n and a row for it, and all before it get progress.
    private static void Fill(StoreBatch batch)
    {
        long number = batch.Number;
        batch.Sessions.Add(new StoredSession(number, "client", 60, 0, 0, default));
        batch.Messages = Bytes.Random(20_000, (int)number);
        batch.Queued.Add(new QueueRow(number, new QueueSpan(1, 1, 20_000), Bytes.Of("e"), default)
        {
            SharesMessages = true,
        });
        for (long before = 1; before < number; before++)
        {
            batch.Progress.Add(new QueueProgress(before, number, []));
        }
    }

    private static void AssertWhole(OpenedStore left)
    {
        long last = left.LastBatch;
        IEnumerable<string> expected =
            from key in Enumerable.Range(1, (int)last)
            select key == last
                ? FormattableString.Invariant($"{key} acknowledged 0 last 1 released [] rows [1-1:20000]")
                : FormattableString.Invariant($"{key} acknowledged {last} last {last} released [] rows []");
        Assert.Equal(expected, left.State.Queues);
        Assert.All(
            left.Read(last, 1, 1), row => Assert.Equal(Bytes.Random(20_000, (int)last), row.Messages.ToArray()));
    }

    private string CopyOf(string name, long logBytes)
    {
        string directory = _copies.CreateSubdirectory(name).FullName;
        string file = Path.Combine(directory, SqliteStore.FileName);
        File.Copy(_home.File, file);
        byte[] log = File.ReadAllBytes(_home.File + "-wal");
        File.WriteAllBytes(file + "-wal", log[..(int)Math.Min(log.Length, logBytes)]);
        return directory;
    }

    private static OpenedStore Opened(string directory) => new(SqliteStore.Create(directory));
}
