using Pmq.Broker.Durability;
using static Pmq.Storage.Postgres.StatementList;

namespace Pmq.Storage.Postgres;

/// <summary>Makes the statements of a batch.</summary>
/// <remarks>Owner: storage writer, for one transaction.</remarks>
internal sealed class PostgresBatch(StatementList statements, StoreBatch batch)
{
    public void Add()
    {
        AddSessions();
        AddSubscriptions();
        AddQueued();
        AddProgress();
        AddUnreleased();
        AddRetained();
        if (batch.Ended.Count > 0)
        {
            AddEnd(statements, [.. batch.Ended]);
        }
    }

    /// <summary>Deletes everything of some sessions.</summary>
    public static void AddEnd(StatementList statements, long[] sessions)
    {
        statements.Add(PostgresText.EndRows, Value(sessions));
        statements.Add(PostgresText.EndSubscriptions, Value(sessions));
        statements.Add(PostgresText.EndReleased, Value(sessions));
        statements.Add(PostgresText.EndUnreleased, Value(sessions));
        statements.Add(PostgresText.EndSessions, Value(sessions));
    }

    private void AddSessions()
    {
        StoredSession[] rows = [.. LastOfEach.Sessions(batch).Values];
        statements.AddRows(
            rows.Length,
            PostgresText.PutSessions,
            Column(rows.Select(row => row.Key)),
            Column(rows.Select(row => row.ClientId)),
            Column(rows.Select(row => (long)row.ExpirySeconds)),
            Column(rows.Select(row => row.OfflineSince)),
            Column(rows.Select(row => row.SentUpTo)),
            Column(rows.Select(row => row.Will.AsArray())));
    }

    private void AddSubscriptions()
    {
        ILookup<bool, SubscriptionChange> rows =
            LastOfEach.Subscriptions(batch).Values.ToLookup(change => change.Options is not null);
        statements.AddRows(
            rows[false].Count(),
            PostgresText.DeleteSubscriptions,
            Column(rows[false].Select(row => row.Session)),
            Column(rows[false].Select(row => row.Filter.AsArray())));
        statements.AddRows(
            rows[true].Count(),
            PostgresText.PutSubscriptions,
            Column(rows[true].Select(row => row.Session)),
            Column(rows[true].Select(row => row.Filter.AsArray())),
            Column(rows[true].Select(row => (short)row.Options.GetValueOrDefault())),
            Column(rows[true].Select(row => (long)row.SubscriptionId)));
    }

    private void AddQueued()
    {
        IList<QueueRow> rows = batch.Queued;
        long shared = rows.LongCount(row => row.SharesMessages);
        if (shared > 0)
        {
            statements.Add(PostgresText.InsertMessages, Value(batch.Number), Value(batch.Messages.AsArray()));
            statements.Add(PostgresText.InsertMessageUse, Value(batch.Number), Value(shared));
        }

        statements.AddRows(
            rows.Count,
            PostgresText.InsertRows,
            Column(rows.Select(row => row.Session)),
            Column(rows.Select(row => row.Span.First)),
            Column(rows.Select(row => row.Span.Last)),
            Column(rows.Select(row => row.Span.Bytes)),
            Column(rows.Select(row => row.Entries.AsArray())),
            Column(rows.Select(row => row.SharesMessages)),
            Value(batch.Number));
    }

    private void AddProgress()
    {
        Dictionary<long, long> rows = LastOfEach.Progress(batch);
        foreach (string text in (string[])
            [PostgresText.RaiseAcknowledged, PostgresText.DeleteRowsUpTo, PostgresText.DeleteReleasedUpTo])
        {
            statements.AddRows(rows.Count, text, Column(rows.Keys), Column(rows.Values));
        }

        (long Session, long Sequence)[] released =
            [.. batch.Progress.SelectMany(row => row.Released, (row, sequence) => (row.Session, sequence))];
        statements.AddRows(
            released.Length,
            PostgresText.PutReleased,
            Column(released.Select(row => row.Session)),
            Column(released.Select(row => row.Sequence)));
    }

    private void AddUnreleased()
    {
        ILookup<bool, (long Session, int PacketId)> rows =
            LastOfEach.Unreleased(batch).ToLookup(entry => entry.Value, entry => entry.Key);
        foreach ((bool isReleased, string text) in ((bool, string)[])
            [(true, PostgresText.DeleteUnreleased), (false, PostgresText.PutUnreleased)])
        {
            statements.AddRows(
                rows[isReleased].Count(),
                text,
                Column(rows[isReleased].Select(row => row.Session)),
                Column(rows[isReleased].Select(row => row.PacketId)));
        }
    }

    private void AddRetained()
    {
        ILookup<bool, RetainedChange> rows =
            LastOfEach.Retained(batch).Values.ToLookup(change => change.Message.IsEmpty);
        statements.AddRows(
            rows[true].Count(), PostgresText.DeleteRetained, Column(rows[true].Select(row => row.Topic.AsArray())));
        statements.AddRows(
            rows[false].Count(),
            PostgresText.PutRetained,
            Column(rows[false].Select(row => row.Topic.AsArray())),
            Column(rows[false].Select(row => row.Message.AsArray())));
    }
}
