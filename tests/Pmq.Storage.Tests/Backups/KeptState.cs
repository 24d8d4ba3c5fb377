using Pmq.Broker.Durability;
using Pmq.Storage.Tests.Contract;

namespace Pmq.Storage.Tests.Backups;

/// <summary>Something in every table of a store, and all that a store holds as lines of text.</summary>
internal static class KeptState
{
    public static void Fill(OpenedStore store)
    {
        store.Commit(batch =>
        {
            batch.Sessions.Add(new StoredSession(1, "Größe 客户", uint.MaxValue, 1_900_000_000_123, 7, Bytes.Random(300, 1)));
            batch.Sessions.Add(new StoredSession(long.MaxValue, "other", 60, 0, 0, default));
            batch.Subscriptions.Add(new SubscriptionChange(1, Bytes.Of("a/#"), 0x2E, uint.MaxValue));
            batch.Subscriptions.Add(new SubscriptionChange(long.MaxValue, Bytes.Of("+/b"), 0, 0));
            batch.Messages = Bytes.Of("shared by two");
            batch.Queued.Add(Row(1, 4, "first") with { SharesMessages = true });
            batch.Queued.Add(Row(long.MaxValue, 1, "second") with { SharesMessages = true });
            batch.Unreleased.Add(new UnreleasedChange(1, 65_535, 2, IsReleased: false));
            batch.Retained.Add(new RetainedChange(Bytes.Of("t/1"), Bytes.Random(5000, 2)));
            batch.Retained.Add(new RetainedChange(Bytes.Of("t/2"), Bytes.Of("2")));
        });
        store.Commit(batch =>
        {
            batch.Queued.Add(Row(1, 6, "alone"));
            batch.Progress.Add(new QueueProgress(1, 3, [6]));
        });
    }

    /// <summary>All of it, and the number of the last batch.</summary>
    public static IReadOnlyList<string> Of(OpenedStore store) =>
    [
        $"batch {store.LastBatch}",
        .. store.State.Sessions.Select(session =>
            $"{session with { Will = default }} {Convert.ToHexString(session.Will.Span)}"),
        .. store.State.Queues,
        .. store.State.Subscriptions.Order(StringComparer.Ordinal),
        .. store.State.Unreleased,
        .. store.State.Retained.Order(StringComparer.Ordinal),
        .. store.State.Sessions.SelectMany(session => store.Read(session.Key, 1, long.MaxValue)).Select(row =>
            $"{row.Session} {row.Span} {Bytes.Text(row.Entries)} {Bytes.Text(row.Messages)}"),
    ];

    private static QueueRow Row(long session, long first, string entries) =>
        new(session, new QueueSpan(first, first + 1, 20), Bytes.Of(entries), default);
}
