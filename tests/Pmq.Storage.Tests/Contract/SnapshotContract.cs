using System.Globalization;
using Pmq.Broker.Durability;
using Pmq.Storage.Tests.Backups;

namespace Pmq.Storage.Tests.Contract;

/// <summary>What every store shows to those who look at it beside the node that has it.</summary>
public abstract class SnapshotContract : IDisposable
{
    // More than are read at once.
    private const int ManySessions = 600;

    private readonly IStoreHome _home;
    private readonly IStore _store;
    private readonly OpenedStore _opened;

    protected SnapshotContract(IStoreHome home)
    {
        _home = home;
        _store = _home.Make();
        _opened = new OpenedStore(_store);
    }

    public void Dispose()
    {
        _opened.Dispose();
        _home.Dispose();
        GC.SuppressFinalize(this);
    }

    [StoreFact]
    public void A_new_store_shows_nothing()
    {
        using IStoreSnapshot snapshot = Take();

        Assert.Empty(snapshot.Sessions());
        Assert.Empty(snapshot.Retained());
        Assert.Empty(snapshot.Queue(1, 1, int.MaxValue));
    }

    [StoreFact]
    public void Everything_that_was_committed_is_shown()
    {
        KeptState.Fill(_opened);

        using IStoreSnapshot snapshot = Take();

        SessionSnapshot[] sessions = [.. snapshot.Sessions()];
        Assert.Equal(["Größe 客户", "other"], sessions.Select(session => session.Session.ClientId));
        Assert.Equal(
            new StoredSession(1, "Größe 客户", uint.MaxValue, 1_900_000_000_123, 7, default),
            sessions[0].Session with { Will = default });
        Assert.Equal(Bytes.Random(300, 1), sessions[0].Session.Will.ToArray());
        Assert.Equal(3, sessions[0].AcknowledgedUpTo);
        Assert.Equal([6], sessions[0].Released);
        Assert.Equal(["1 a/# 46 4294967295"], sessions[0].Subscriptions.Select(Text));
        Assert.Equal([(0, 1), (65_535, 1)], sessions[0].Unreleased.Select(run => ((int)run.First, run.Count)));
        Assert.Equal(["9223372036854775807 +/b 0 0"], sessions[1].Subscriptions.Select(Text));
        Assert.Empty(sessions[1].Unreleased);
        Assert.Equal(
            ["4-5 first shared by two", "6-7 alone "],
            snapshot.Queue(1, 1, int.MaxValue).Select(Text));
        Assert.Equal(["1-2 second shared by two"], snapshot.Queue(long.MaxValue, 1, int.MaxValue).Select(Text));
        RetainedChange[] retained = [.. snapshot.Retained()];
        Assert.Equal(["t/1", "t/2"], retained.Select(change => Bytes.Text(change.Topic)).Order());
        Assert.Contains(retained, change => change.Message.Span.SequenceEqual(Bytes.Random(5000, 2)));
    }

    [StoreFact]
    public void A_queue_is_read_from_a_number_on_and_up_to_a_bound()
    {
        KeptState.Fill(_opened);
        using IStoreSnapshot snapshot = Take();

        Assert.Equal(["4-5 first shared by two"], snapshot.Queue(1, 5, 1).Select(Text));
        Assert.Equal(["6-7 alone "], snapshot.Queue(1, 6, int.MaxValue).Select(Text));
        Assert.Empty(snapshot.Queue(1, 8, int.MaxValue));
    }

    [StoreFact]
    public void What_is_committed_afterwards_is_not_shown()
    {
        KeptState.Fill(_opened);
        using IStoreSnapshot snapshot = Take();
        _opened.Commit(batch =>
        {
            batch.Sessions.Add(new StoredSession(5, "later", 60, 0, 0, default));
            batch.Subscriptions.Add(new SubscriptionChange(1, Bytes.Of("later"), 1, 0));
            batch.Progress.Add(new QueueProgress(1, 7, []));
            batch.Retained.Add(new RetainedChange(Bytes.Of("t/1"), default));
            batch.Retained.Add(new RetainedChange(Bytes.Of("later"), Bytes.Of("1")));
            batch.Ended.Add(long.MaxValue);
        });

        SessionSnapshot[] sessions = [.. snapshot.Sessions()];
        Assert.Equal(["Größe 客户", "other"], sessions.Select(session => session.Session.ClientId));
        Assert.Equal((3, 1), (sessions[0].AcknowledgedUpTo, sessions[0].Subscriptions.Count));
        Assert.Equal(2, snapshot.Queue(1, 1, int.MaxValue).Count);
        Assert.Single(snapshot.Queue(long.MaxValue, 1, int.MaxValue));
        Assert.Equal(
            ["t/1", "t/2"], snapshot.Retained().Select(change => Bytes.Text(change.Topic)).Order());
    }

    [StoreFact]
    public void The_store_is_not_taken_over()
    {
        Take().Dispose();

        _opened.Commit(_ => { });
    }

    [StoreFact]
    public void Of_two_sessions_of_a_client_the_newer_is_shown()
    {
        _opened.Commit(batch =>
        {
            batch.Sessions.Add(new StoredSession(4, "twice", 60, 0, 0, default));
            batch.Sessions.Add(new StoredSession(6, "once", 60, 0, 0, default));
            batch.Sessions.Add(new StoredSession(9, "twice", 60, 0, 0, default));
        });

        using IStoreSnapshot snapshot = Take();

        Assert.Equal([6, 9], snapshot.Sessions().Select(session => session.Session.Key));
    }

    [StoreFact]
    public void Many_sessions_are_shown_each_once_and_their_queues_in_between()
    {
        _opened.Commit(batch =>
        {
            for (int key = 1; key <= ManySessions; key++)
            {
                string name = key.ToString(CultureInfo.InvariantCulture);
                batch.Sessions.Add(new StoredSession(key, name, 60, 0, 0, default));
                batch.Subscriptions.Add(new SubscriptionChange(key, Bytes.Of(name), 1, 0));
                batch.Queued.Add(new QueueRow(key, new QueueSpan(1, 1, 10), Bytes.Of(name), default));
            }
        });

        using IStoreSnapshot snapshot = Take();

        IEnumerable<string> shown = snapshot.Sessions().Select(session =>
            $"{session.Session.ClientId} {Bytes.Text(session.Subscriptions.Single().Filter)} "
            + Bytes.Text(snapshot.Queue(session.Session.Key, 1, 1).Single().Entries));
        Assert.Equal(
            Enumerable.Range(1, ManySessions).Select(key => string.Create(CultureInfo.InvariantCulture, $"{key} {key} {key}")),
            shown);
    }

    private IStoreSnapshot Take() => ((IStoreSnapshots)_store).TakeSnapshot();

    private static string Text(SubscriptionChange change) => string.Create(
        CultureInfo.InvariantCulture,
        $"{change.Session} {Bytes.Text(change.Filter)} {change.Options} {change.SubscriptionId}");

    private static string Text(QueueRow row) =>
        $"{row.Span.First}-{row.Span.Last} {Bytes.Text(row.Entries)} {Bytes.Text(row.Messages)}";
}
