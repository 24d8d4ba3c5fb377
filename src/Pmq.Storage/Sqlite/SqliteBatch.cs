using Pmq.Broker.Durability;
using Pmq.Storage.Sql;

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
            statements.Of(SqliteText.PutSession, 6).Run(
                session.Key, session.ClientId, (long)session.ExpirySeconds, session.OfflineSince, session.SentUpTo,
                session.Will.AsArray());
        }
    }

    private void PutSubscriptions()
    {
        foreach (SubscriptionChange change in batch.Subscriptions)
        {
            byte[] filter = change.Filter.AsArray();
            if (change.Options is { } options)
            {
                statements.Of(SqliteText.PutSubscription, 4).Run(
                    change.Session, filter, (long)options, (long)change.SubscriptionId);
            }
            else
            {
                statements.Of(SqliteText.DeleteSubscription, 2).Run(change.Session, filter);
            }
        }
    }

    private void PutQueued()
    {
        long shared = 0;
        foreach (QueueRow row in batch.Queued)
        {
            object messages = row.SharesMessages ? batch.Number : DBNull.Value;
            shared += row.SharesMessages ? 1 : 0;
            statements.Of(SqliteText.InsertRow, 6).Run(
                row.Session, row.Span.First, row.Span.Last, row.Span.Bytes, messages, row.Entries.AsArray());
        }

        if (shared > 0)
        {
            statements.Of(SqliteText.InsertMessages, 2).Run(batch.Number, batch.Messages.AsArray());
            statements.Of(SqliteText.InsertMessageUse, 2).Run(batch.Number, shared);
        }
    }

    private void PutProgress()
    {
        foreach (QueueProgress progress in batch.Progress)
        {
            long upTo = progress.AcknowledgedUpTo;
            statements.Of(SqliteText.RaiseAcknowledged, 2).Run(progress.Session, upTo);
            _use.DeleteUpTo(progress.Session, upTo);
            statements.Of(SqliteText.DeleteReleasedUpTo, 2).Run(progress.Session, upTo);
            foreach (long sequence in progress.Released)
            {
                statements.Of(SqliteText.PutReleased, 2).Run(progress.Session, sequence);
            }
        }
    }

    private void PutUnreleased()
    {
        foreach (UnreleasedChange change in batch.Unreleased)
        {
            string text = change.IsReleased ? SqliteText.DeleteUnreleased : SqliteText.PutUnreleased;
            SqliteStatement statement = statements.Of(text, 2);
            for (int i = 0; i < change.Count; i++)
            {
                statement.Run(change.Session, (long)(ushort)(change.First + i));
            }
        }
    }

    private void PutRetained()
    {
        foreach (RetainedChange change in batch.Retained)
        {
            if (change.Message.IsEmpty)
            {
                statements.Of(SqliteText.DeleteRetained, 1).Run(change.Topic.AsArray());
            }
            else
            {
                statements.Of(SqliteText.PutRetained, 2).Run(change.Topic.AsArray(), change.Message.AsArray());
            }
        }
    }
}
