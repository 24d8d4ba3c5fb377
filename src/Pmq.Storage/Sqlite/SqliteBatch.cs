using Pmq.Broker.Durability;

namespace Pmq.Storage.Sqlite;

/// <summary>Puts a batch into the open transaction of a connection, row by row.</summary>
/// <remarks>Owner: storage writer, for one transaction.</remarks>
internal sealed class SqliteBatch(SqliteStatements statements, StoreBatch batch)
{
    private readonly MessageUse _use = new(statements);

    public void Write()
    {
        PutSessions();
        PutSubscriptions();
        PutQueued();
        PutProgress();
        PutUnreleased();
        PutRetained();
        foreach (long session in batch.Ended)
        {
            _use.End(session);
        }

        _use.Lower();
    }

    private void PutSessions()
    {
        foreach (StoredSession session in batch.Sessions)
        {
            statements.Of(SqliteText.PutSession).Number(session.Key).Text(session.ClientId)
                .Number(session.ExpirySeconds).Number(session.OfflineSince).Number(session.SentUpTo)
                .Bytes(session.Will.Span).Run();
        }
    }

    private void PutSubscriptions()
    {
        foreach (SubscriptionChange change in batch.Subscriptions)
        {
            if (change.Options is { } options)
            {
                statements.Of(SqliteText.PutSubscription).Number(change.Session).Bytes(change.Filter.Span)
                    .Number(options).Number(change.SubscriptionId).Run();
            }
            else
            {
                statements.Of(SqliteText.DeleteSubscription).Number(change.Session).Bytes(change.Filter.Span).Run();
            }
        }
    }

    private void PutQueued()
    {
        long shared = 0;
        foreach (QueueRow row in batch.Queued)
        {
            shared += row.SharesMessages ? 1 : 0;
            SqliteStatement insert = statements.Of(SqliteText.InsertRow).Number(row.Session)
                .Number(row.Span.First).Number(row.Span.Last).Number(row.Span.Bytes).Bytes(row.Entries.Span);
            (row.SharesMessages ? insert.Number(batch.Number) : insert.Null()).Run();
        }

        if (shared > 0)
        {
            statements.Of(SqliteText.InsertMessages).Number(batch.Number).Bytes(batch.Messages.Span).Run();
            statements.Of(SqliteText.InsertMessageUse).Number(batch.Number).Number(shared).Run();
        }
    }

    private void PutProgress()
    {
        foreach (QueueProgress progress in batch.Progress)
        {
            long upTo = progress.AcknowledgedUpTo;
            statements.Of(SqliteText.RaiseAcknowledged).Number(progress.Session).Number(upTo).Run();
            _use.DeleteUpTo(progress.Session, upTo);
            statements.Of(SqliteText.DeleteReleasedUpTo).Number(progress.Session).Number(upTo).Run();
            foreach (long sequence in progress.Released)
            {
                statements.Of(SqliteText.PutReleased).Number(progress.Session).Number(sequence).Run();
            }
        }
    }

    private void PutUnreleased()
    {
        foreach (UnreleasedChange change in batch.Unreleased)
        {
            string text = change.IsReleased ? SqliteText.DeleteUnreleased : SqliteText.PutUnreleased;
            SqliteStatement statement = statements.Of(text);
            for (int i = 0; i < change.Count; i++)
            {
                statement.Number(change.Session).Number((ushort)(change.First + i)).Run();
            }
        }
    }

    private void PutRetained()
    {
        foreach (RetainedChange change in batch.Retained)
        {
            if (change.Message.IsEmpty)
            {
                statements.Of(SqliteText.DeleteRetained).Bytes(change.Topic.Span).Run();
            }
            else
            {
                statements.Of(SqliteText.PutRetained).Bytes(change.Topic.Span).Bytes(change.Message.Span).Run();
            }
        }
    }
}
