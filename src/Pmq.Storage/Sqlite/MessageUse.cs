namespace Pmq.Storage.Sqlite;

/// <summary>
/// Deletes rows of queued messages, and notes how many of each batch go. At the end of the transaction the counts are
/// lowered, once for each batch, and messages that no row points into any more are deleted.
/// </summary>
/// <remarks>Owner: storage writer, for one transaction.</remarks>
internal sealed class MessageUse(SqliteStatements statements)
{
    private readonly Dictionary<long, long> _gone = [];

    /// <summary>Deletes the rows of a session up to a number.</summary>
    public void DeleteUpTo(long session, long upTo) =>
        statements.Of(SqliteText.DeleteRowsUpTo, 2).RunFor(Note, session, upTo);

    /// <summary>Deletes everything of a session.</summary>
    public void End(long session)
    {
        statements.Of(SqliteText.EndRows, 1).RunFor(Note, session);
        statements.Of(SqliteText.EndSubscriptions, 1).Run(session);
        statements.Of(SqliteText.EndReleased, 1).Run(session);
        statements.Of(SqliteText.EndUnreleased, 1).Run(session);
        statements.Of(SqliteText.EndSession, 1).Run(session);
    }

    /// <summary>Lowers the counts by what was noted.</summary>
    public void Lower()
    {
        foreach ((long batch, long gone) in _gone)
        {
            long left = 0;
            statements.Of(SqliteText.LowerMessageUse, 2).RunFor(rows => left = rows, batch, gone);
            if (left == 0)
            {
                statements.Of(SqliteText.DeleteMessageUse, 1).Run(batch);
                statements.Of(SqliteText.DeleteMessages, 1).Run(batch);
            }
        }
    }

    private void Note(long batch) => _gone[batch] = _gone.GetValueOrDefault(batch) + 1;
}
