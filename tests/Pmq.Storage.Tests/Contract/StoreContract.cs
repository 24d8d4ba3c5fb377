using Pmq.Broker.Durability;

namespace Pmq.Storage.Tests.Contract;

/// <summary>
/// What every store does: what is committed comes back after the store was closed, and nothing else does.
/// </summary>
public abstract class StoreContract(IStoreHome home) : IDisposable
{
    private OpenedStore _store = new(home.Make());

    /// <summary>The store under test.</summary>
    protected OpenedStore Store => _store;

    protected IStoreHome Home => home;

    public void Dispose()
    {
        _store.Dispose();
        home.Dispose();
        GC.SuppressFinalize(this);
    }

    [StoreFact]
    public void A_new_store_holds_nothing_and_begins_with_batch_1()
    {
        Assert.True(Store.State.IsEmpty);
        Assert.Equal(0, Store.LastBatch);
    }

    [StoreFact]
    public void The_number_of_the_last_batch_comes_back()
    {
        Store.Commit(_ => { });
        Store.Commit(_ => { });

        Assert.Equal(2, Reopen().LastBatch);
    }

    [StoreFact]
    public void Sessions_come_back_as_they_were()
    {
        var plain = new StoredSession(7, "plain", 0, 0, 0, default);
        var full = new StoredSession(
            long.MaxValue - 1, "Größe 客户\u0001", uint.MaxValue, 1_900_000_000_123, 1L << 40, Bytes.Random(300, 1));
        Store.Commit(batch => Add(batch.Sessions, full, plain));

        List<StoredSession> sessions = Reopen().State.Sessions;

        Assert.Equal([plain with { Will = sessions[0].Will }, full with { Will = sessions[1].Will }], sessions);
        Assert.Equal(plain.Will.ToArray(), sessions[0].Will.ToArray());
        Assert.Equal(full.Will.ToArray(), sessions[1].Will.ToArray());
    }

    [StoreFact]
    public void A_session_that_is_put_again_is_replaced_and_keeps_its_progress()
    {
        Store.Commit(batch => Add(batch.Sessions, Session(1)));
        Store.Commit(batch => Add(batch.Progress, new QueueProgress(1, 10, [12])));
        Store.Commit(batch => Add(batch.Sessions, Session(1), Session(1) with { OfflineSince = 55, SentUpTo = 11 }));

        RecordedState state = Reopen().State;

        Assert.Equal(55, state.Sessions.Single().OfflineSince);
        Assert.Equal(11, state.Sessions.Single().SentUpTo);
        Assert.Equal(["1 acknowledged 10 last 10 released [12] rows []"], state.Queues);
    }

    [StoreFact]
    public void Two_sessions_of_one_client_are_both_told()
    {
        Store.Commit(batch =>
            Add(batch.Sessions, Session(9) with { ClientId = "c" }, Session(4) with { ClientId = "c" }));

        Assert.Equal([4, 9], Reopen().State.Sessions.Select(session => session.Key));
    }

    [StoreFact]
    public void Subscriptions_are_made_replaced_and_ended()
    {
        Store.Commit(batch =>
        {
            Add(batch.Sessions, Session(1), Session(2));
            Add(batch.Subscriptions, Subscription(1, "a/#", 1, 7), Subscription(1, "b", 2), Subscription(2, "a/#", 0));
        });
        Store.Commit(batch =>
            Add(batch.Subscriptions, Subscription(1, "a/#", 0x2E, uint.MaxValue), Subscription(1, "b", null)));

        Assert.Equal(["1 a/# 46 4294967295", "2 a/# 0 0"], Reopen().State.Subscriptions.Order());
    }

    [StoreFact]
    public void Changes_of_one_list_come_one_after_the_other()
    {
        Store.Commit(batch =>
        {
            Add(batch.Sessions, Session(1));
            Add(
                batch.Subscriptions,
                Subscription(1, "a", 1), Subscription(1, "a", null), Subscription(1, "a", 2),
                Subscription(1, "b", 1), Subscription(1, "b", null));
            Add(
                batch.Unreleased,
                new UnreleasedChange(1, 5, 3, IsReleased: false), new UnreleasedChange(1, 5, 2, IsReleased: true),
                new UnreleasedChange(1, 6, 1, IsReleased: false));
            Add(batch.Retained, Retained("t", "1"), Retained("t", ""), Retained("t", "2"));
            Add(batch.Retained, Retained("u", "1"), Retained("u", ""));
        });

        RecordedState state = Reopen().State;

        Assert.Equal(["1 a 2 0"], state.Subscriptions);
        Assert.Equal(["1 6+2"], state.Unreleased);
        Assert.Equal(["t=2"], state.Retained);
    }

    [StoreFact]
    public void Queued_messages_come_back_with_the_bytes_they_share()
    {
        Store.Commit(batch =>
        {
            Add(batch.Sessions, Session(1), Session(2));
            batch.Messages = Bytes.Of("shared");
            Add(batch.Queued, Row(1, 1, 3, "e1"), Row(2, 5, 5, "e2"), Row(2, 6, 9, "alone", shares: false));
        });
        Store.Commit(batch => Add(batch.Queued, Row(1, 4, 4, "", shares: false)));

        OpenedStore store = Reopen();

        Assert.Equal(
            [
                "1 acknowledged 0 last 4 released [] rows [1-3:30 4-4:10]",
                "2 acknowledged 0 last 9 released [] rows [5-5:10 6-9:40]",
            ],
            store.State.Queues);
        Assert.Equal(["1-3 e1 shared", "4-4  -"], Texts(store.Read(1, 1, 100)));
        Assert.Equal(["5-5 e2 shared", "6-9 alone -"], Texts(store.Read(2, 1, 100)));
    }

    [StoreFact]
    public void What_is_committed_can_be_read_at_once()
    {
        Store.Commit(batch => Queue(batch, 1, Row(1, 1, 3, "e")));

        Assert.Equal(["1-3 e shared"], Texts(Store.Read(1, 1, 3)));
    }

    [StoreFact]
    public void A_page_holds_the_rows_that_reach_into_it_upwards()
    {
        Store.Commit(batch => Queue(
            batch, 1, Row(1, 21, 30, "c"), Row(1, 1, 10, "a"), Row(1, 11, 20, "b"), Row(1, 41, 50, "d"),
            Row(2, 1, 99, "x")));

        Assert.Equal(
            ["1-10 a shared", "11-20 b shared", "21-30 c shared", "41-50 d shared"], Texts(Store.Read(1, 1, 100)));
        Assert.Equal(["11-20 b shared", "21-30 c shared"], Texts(Store.Read(1, 15, 21)));
        Assert.Equal(["11-20 b shared"], Texts(Store.Read(1, 20, 20)));
        Assert.Equal(["41-50 d shared"], Texts(Store.Read(1, 31, 41)));
        Assert.Empty(Store.Read(1, 31, 40));
        Assert.Empty(Store.Read(1, 51, 60));
        Assert.Empty(Store.Read(3, 1, 100));
    }

    [StoreFact]
    public void A_page_ends_with_the_row_that_reaches_its_bytes()
    {
        Store.Commit(batch => Queue(batch, 1, Row(1, 1, 3, "a"), Row(1, 4, 6, "b"), Row(1, 7, 9, "c")));

        Assert.Single(Store.Read(1, 1, 9, bytesMax: 0));
        Assert.Single(Store.Read(1, 1, 9, bytesMax: 30));
        Assert.Equal(2, Store.Read(1, 1, 9, bytesMax: 31).Count);
        Assert.Equal(3, Store.Read(1, 1, 9, bytesMax: 90).Count);
    }

    [StoreFact]
    public void A_page_of_very_many_rows_is_whole()
    {
        Store.Commit(batch => Queue(
            batch, 1, [.. Enumerable.Range(0, 1000).Select(i => Row(1, 1 + (2 * i), 2 + (2 * i), "e"))]));

        IList<QueueRow> rows = Store.Read(1, 2, 1999);

        Assert.Equal(Enumerable.Range(0, 1000).Select(i => 1L + (2 * i)), rows.Select(row => row.Span.First));
    }

    [StoreFact]
    public void Progress_deletes_the_rows_that_end_there_and_keeps_the_one_it_ends_in()
    {
        Store.Commit(batch => Queue(batch, 1, Row(1, 1, 3, "a"), Row(1, 4, 6, "b"), Row(1, 7, 9, "c")));
        Store.Commit(batch => Add(batch.Progress, new QueueProgress(1, 5, [])));

        Assert.Equal("1 acknowledged 5 last 9 released [] rows [4-6:30 7-9:30]", Reopen().State.Queues[0]);
    }

    [StoreFact]
    public void Progress_never_moves_back()
    {
        Store.Commit(batch => Queue(batch, 1, Row(1, 1, 9, "a"), Row(1, 10, 12, "b")));
        Store.Commit(batch => Add(batch.Progress, new QueueProgress(1, 10, [11]), new QueueProgress(1, 4, [5, 12])));
        Store.Commit(batch => Add(batch.Progress, new QueueProgress(1, 3, [])));

        Assert.Equal("1 acknowledged 10 last 12 released [11 12] rows [10-12:30]", Reopen().State.Queues[0]);
    }

    [StoreFact]
    public void The_last_number_of_a_queue_is_known_when_all_of_it_is_acknowledged()
    {
        Store.Commit(batch => Queue(batch, 1, Row(1, 1, 9, "a")));
        Store.Commit(batch => Add(batch.Progress, new QueueProgress(1, 9, [])));

        Assert.Equal("1 acknowledged 9 last 9 released [] rows []", Reopen().State.Queues[0]);
    }

    [StoreFact]
    public void Released_numbers_are_kept_until_progress_has_passed_them()
    {
        Store.Commit(batch => Queue(batch, 1, Row(1, 1, 9, "a")));
        Store.Commit(batch => Add(batch.Progress, new QueueProgress(1, 0, [5, 3, 8])));
        Store.Commit(batch => Add(batch.Progress, new QueueProgress(1, 3, [3, 5, 4])));

        Assert.Equal("1 acknowledged 3 last 9 released [4 5 8] rows [1-9:90]", Reopen().State.Queues[0]);
    }

    [StoreFact]
    public void Shared_bytes_are_kept_as_long_as_a_row_points_into_them()
    {
        Store.Commit(batch => Queue(batch, 1, Row(1, 1, 1, "a"), Row(1, 2, 2, "b"), Row(2, 1, 1, "c")));
        Store.Commit(batch =>
            Add(batch.Progress, new QueueProgress(1, 1, []), new QueueProgress(2, 1, [])));

        Assert.Equal(["2-2 b shared"], Texts(Store.Read(1, 1, 9)));
    }

    [StoreFact]
    public void Nothing_is_left_of_messages_that_all_have_acknowledged()
    {
        Store.Commit(batch => Add(batch.Sessions, Session(1), Session(2)));
        long before = Home.RowCount();
        Store.Commit(batch => Queue(batch, 1, Row(1, 1, 1, "a"), Row(1, 2, 2, "b"), Row(2, 1, 1, "c")));
        Store.Commit(batch => Add(batch.Progress, new QueueProgress(1, 1, [2])));
        Store.Commit(batch => Add(batch.Progress, new QueueProgress(2, 5, []), new QueueProgress(1, 2, [])));

        Assert.Empty(Store.Read(1, 1, 9));
        Assert.Equal(before, Home.RowCount());
    }

    [StoreFact]
    public void Rows_that_are_acknowledged_in_their_own_batch_are_not_kept()
    {
        Store.Commit(batch =>
        {
            Queue(batch, 1, Row(1, 1, 3, "a"), Row(1, 4, 6, "b"));
            Add(batch.Progress, new QueueProgress(1, 3, []));
        });

        Assert.Equal("1 acknowledged 3 last 6 released [] rows [4-6:30]", Reopen().State.Queues[0]);
        Assert.Equal(["4-6 b shared"], Texts(Store.Read(1, 1, 9)));
    }

    [StoreFact]
    public void Unreleased_identifiers_come_back_in_runs()
    {
        Store.Commit(batch =>
        {
            Add(batch.Sessions, Session(1), Session(2), Session(3));
            Add(
                batch.Unreleased,
                new UnreleasedChange(1, 65_534, 4, IsReleased: false),
                new UnreleasedChange(2, 10, 20, IsReleased: false),
                new UnreleasedChange(3, 30, 1, IsReleased: false), new UnreleasedChange(1, 100, 1, IsReleased: false));
        });
        Store.Commit(batch => Add(
            batch.Unreleased,
            new UnreleasedChange(2, 15, 5, IsReleased: true), new UnreleasedChange(2, 11, 1, IsReleased: false),
            new UnreleasedChange(3, 30, 1, IsReleased: true), new UnreleasedChange(1, 7, 1, IsReleased: true)));

        Assert.Equal(
            ["1 0+2", "1 100+1", "1 65534+2", "2 10+5", "2 20+10"], Reopen().State.Unreleased);
    }

    [StoreFact]
    public void Retained_messages_are_kept_replaced_and_deleted()
    {
        Store.Commit(batch => Add(batch.Retained, Retained("a", "1"), Retained("b", "1"), Retained("c/d", "1")));
        Store.Commit(batch => Add(batch.Retained, Retained("b", "22"), Retained("a", ""), Retained("none", "")));

        Assert.Equal(["b=22", "c/d=1"], Reopen().State.Retained.Order());
    }

    [StoreFact]
    public void Nothing_is_left_of_a_session_that_has_ended()
    {
        Store.Commit(batch =>
        {
            Queue(batch, 1, Row(1, 1, 5, "a"), Row(1, 6, 9, "b", shares: false));
            Add(batch.Subscriptions, Subscription(1, "f", 1));
            Add(batch.Unreleased, new UnreleasedChange(1, 1, 9, IsReleased: false));
            Add(batch.Progress, new QueueProgress(1, 1, [2, 3]));
        });
        Store.Commit(batch =>
        {
            Add(batch.Sessions, Session(1));
            Add(batch.Subscriptions, Subscription(1, "late", 1));
            Add(batch.Ended, 1, 2, 1234);
        });

        Assert.Empty(Store.Read(1, 1, 9));
        Assert.True(Reopen().State.IsEmpty);
        Assert.Equal(0, Home.RowCount());
    }

    [StoreFact]
    public void Bytes_that_an_ended_session_shared_stay_for_the_others()
    {
        Store.Commit(batch => Queue(batch, 1, Row(1, 1, 5, "a"), Row(2, 1, 5, "b")));
        Store.Commit(batch => Add(batch.Ended, 1));

        Assert.Equal(["1-5 b shared"], Texts(Store.Read(2, 1, 9)));
    }

    [StoreFact]
    public void What_belongs_to_no_session_is_neither_told_nor_kept()
    {
        Store.Commit(batch =>
        {
            Add(batch.Sessions, Session(5));
            batch.Messages = Bytes.Of("shared");
            Add(batch.Queued, Row(1, 1, 5, "a"), Row(9, 1, 5, "b"));
            Add(batch.Subscriptions, Subscription(2, "f", 1), Subscription(5, "f", 1), Subscription(8, "f", 1));
            Add(
                batch.Unreleased,
                new UnreleasedChange(3, 1, 9, IsReleased: false), new UnreleasedChange(5, 1, 1, IsReleased: false),
                new UnreleasedChange(7, 1, 1, IsReleased: false));
            Add(batch.Progress, new QueueProgress(4, 1, [2, 3]));
        });

        RecordedState state = Reopen().State;

        Assert.Equal(["5 acknowledged 0 last 0 released [] rows []"], state.Queues);
        Assert.Equal(["5 f 1 0"], state.Subscriptions);
        Assert.Equal(["5 1+1"], state.Unreleased);
        Store.Commit(batch => Add(batch.Ended, 5));
        Assert.Equal(0, Home.RowCount());
    }

    [StoreFact]
    public void Sessions_are_told_before_what_belongs_to_them()
    {
        Store.Commit(batch =>
        {
            Queue(batch, 1, Row(1, 1, 5, "a"));
            Add(batch.Subscriptions, Subscription(2, "f", 1), Subscription(1, "f", 1));
            Add(batch.Unreleased, new UnreleasedChange(1, 1, 9, IsReleased: false));
            Add(batch.Retained, Retained("t", "m"));
        });

        RecordedState state = Reopen().State;

        Assert.Equal([1, 2], state.Sessions.Select(session => session.Key));
        Assert.Equal(["sessions", "subscriptions", "unreleased", "retained"], state.Order);
    }

    [StoreFact]
    public void A_store_that_another_has_taken_over_commits_nothing_any_more()
    {
        Store.Commit(batch => Add(batch.Sessions, Session(1)));
        using var other = new OpenedStore(Home.MakeIntruder());
        Assert.Equal(1, other.LastBatch);

        (StoreOutcome outcome, string? reason) = Store.TryCommit(batch => Add(batch.Sessions, Session(2)));

        Assert.Equal(StoreOutcome.Fenced, outcome);
        Assert.NotNull(reason);
        other.Commit(batch => Add(batch.Sessions, Session(3)));
        Assert.Equal(StoreOutcome.Fenced, Store.TryCommit(_ => { }, number: 3).Outcome);
        Assert.Equal(StoreOutcome.Fenced, Store.TryCommit(_ => { }, number: 2, isRepeat: true).Outcome);
        other.Dispose();
        Assert.Equal([1, 3], Reopen().State.Sessions.Select(session => session.Key));
    }

    [StoreFact]
    public void A_batch_that_was_committed_is_not_committed_again()
    {
        Store.Commit(batch => Queue(batch, 1, Row(1, 1, 5, "a")));

        Assert.Equal(
            StoreOutcome.Committed,
            Store.TryCommit(batch => Queue(batch, 1, Row(1, 1, 5, "a")), number: 1, isRepeat: true).Outcome);

        OpenedStore store = Reopen();
        Assert.Equal(1, store.LastBatch);
        Assert.Equal("1 acknowledged 0 last 5 released [] rows [1-5:50]", store.State.Queues[0]);
    }

    [StoreFact]
    public void A_batch_given_again_is_committed_if_it_was_not()
    {
        Assert.Equal(
            StoreOutcome.Committed,
            Store.TryCommit(batch => Add(batch.Sessions, Session(1)), number: 1, isRepeat: true).Outcome);

        Assert.Single(Reopen().State.Sessions);
    }

    [StoreFact]
    public void Nothing_is_kept_of_a_batch_that_fails_and_the_next_one_may_succeed()
    {
        Store.Commit(batch => Queue(batch, 1, Row(1, 1, 5, "a")));

        (StoreOutcome outcome, string? reason) = Store.TryCommit(batch =>
        {
            Add(batch.Sessions, Session(3));
            Add(batch.Retained, Retained("t", "m"));
            Queue(batch, 2, Row(1, 6, 7, "b"), Row(1, 1, 5, "twice"));
        });
        Assert.Equal(StoreOutcome.Failed, outcome);
        Assert.NotNull(reason);
        Store.Commit(batch => Add(batch.Sessions, Session(4)));

        RecordedState state = Reopen().State;
        Assert.Equal([1, 2, 4], state.Sessions.Select(session => session.Key));
        Assert.Equal("1 acknowledged 0 last 5 released [] rows [1-5:50]", state.Queues[0]);
        Assert.Empty(state.Retained);
    }

    [StoreFact]
    public void A_batch_that_does_not_follow_the_last_one_fails()
    {
        Store.Commit(_ => { });

        Assert.Equal(StoreOutcome.Failed, Store.TryCommit(batch => Add(batch.Sessions, Session(1)), number: 3).Outcome);

        OpenedStore store = Reopen();
        Assert.Equal(1, store.LastBatch);
        Assert.Empty(store.State.Sessions);
    }

    [StoreFact]
    public void Long_topics_filters_and_wills_are_kept()
    {
        string name = string.Concat(Enumerable.Range(0, 13_000).Select(i => (char)('a' + (i * i % 26)))) + "/";
        byte[] will = Bytes.Random(300_000, 2);
        Store.Commit(batch =>
        {
            Add(batch.Sessions, Session(1) with { Will = will });
            Add(batch.Subscriptions, Subscription(1, name + "x", 1), Subscription(1, name + "y", 1));
            Add(batch.Retained, Retained(name + "x", "1"), Retained(name + "y", "2"));
        });

        RecordedState state = Reopen().State;

        Assert.Equal(will, state.Sessions[0].Will.ToArray());
        Assert.Equal([$"1 {name}x 1 0", $"1 {name}y 1 0"], state.Subscriptions.Order());
        Assert.Equal([$"{name}x=1", $"{name}y=2"], state.Retained.Order());
    }

    [StoreFact]
    public void Large_messages_and_entries_are_kept()
    {
        byte[] messages = Bytes.Random(20_000_000, 3);
        byte[] entries = Bytes.Random(1_000_000, 4);
        Store.Commit(batch =>
        {
            Add(batch.Sessions, Session(1));
            batch.Messages = messages;
            var row = new QueueRow(1, new QueueSpan(1, 1, 20_000_000), entries, default);
            Add(batch.Queued, row with { SharesMessages = true });
        });

        QueueRow read = Reopen().Read(1, 1, 1).Single();

        Assert.True(read.Messages.Span.SequenceEqual(messages));
        Assert.True(read.Entries.Span.SequenceEqual(entries));
    }

    [StoreFact]
    public void A_part_of_an_array_is_kept_without_the_rest()
    {
        byte[] array = Bytes.Of("0123456789");
        Store.Commit(batch =>
        {
            Add(batch.Sessions, Session(1));
            batch.Messages = array.AsMemory(2, 3);
            var row = new QueueRow(1, new QueueSpan(1, 1, 3), array.AsMemory(5, 2), default);
            Add(batch.Queued, row with { SharesMessages = true });
        });
        array.AsSpan().Clear();

        Assert.Equal(["1-1 56 234"], Texts(Reopen().Read(1, 1, 1)));
    }

    /// <summary>Closes the store and opens what it left.</summary>
    protected OpenedStore Reopen()
    {
        _store.Dispose();
        _store = new OpenedStore(home.Make());
        return _store;
    }

    protected static StoredSession Session(long key) => new(key, $"client {key}", 60, 0, 0, default);

    protected static SubscriptionChange Subscription(long session, string filter, byte? options, uint id = 0) =>
        new(session, Bytes.Of(filter), options, id);

    protected static RetainedChange Retained(string topic, string message) =>
        new(Bytes.Of(topic), Bytes.Of(message));

    /// <summary>A row that counts for ten bytes a message.</summary>
    protected static QueueRow Row(long session, long first, long last, string entries, bool shares = true) =>
        new(session, new QueueSpan(first, last, 10 * (last - first + 1)), Bytes.Of(entries), default)
        {
            SharesMessages = shares,
        };

    /// <summary>Rows that share messages, the session they are for, and the one of the next key.</summary>
    protected static void Queue(StoreBatch batch, long session, params QueueRow[] rows)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Add(batch.Sessions, Session(session), Session(session + 1));
        batch.Messages = Bytes.Of("shared");
        Add(batch.Queued, rows);
    }

    protected static void Add<T>(IList<T> list, params T[] items)
    {
        foreach (T item in items)
        {
            list.Add(item);
        }
    }

    protected static string[] Texts(IEnumerable<QueueRow> rows) =>
        [.. rows.Select(row =>
            $"{row.Span.First}-{row.Span.Last} {Bytes.Text(row.Entries)} "
            + (row.SharesMessages ? Bytes.Text(row.Messages) : "-"))];
}
