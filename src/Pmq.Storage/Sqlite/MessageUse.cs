namespace Pmq.Storage.Sqlite;

/// <summary>
/// Deletes rows of queued messages, and notes how many of each batch go. At the end of the transaction the counts are
/// lowered, once for each batch, and messages that no row points into any more are deleted.
/// </summary>
/// <remarks>Owner: storage writer, for one transaction.</remarks>
internal sealed class MessageUse
{
    private readonly SqliteStatements _statements;
    private readonly Action<long> _note;
    private readonly Dictionary<long, long> _gone = [];

    public MessageUse(SqliteStatements statements)
    {
        _statements = statements;
        _note = batch => _gone[batch] = _gone.GetValueOrDefault(batch) + 1;
    }

    /// <summary>Deletes the rows of a session up to a number.</summary>
    public void DeleteUpTo(long session, long upTo) =>
        _statements.Of(SqliteText.DeleteRowsUpTo).Number(session).Number(upTo).RunFor(_note);

    /// <summary>Deletes everything of a session.</summary>
    public void End(long session)
    {
        _statements.Of(SqliteText.EndRows).Number(session).RunFor(_note);
        _statements.Of(SqliteText.EndSubscriptions).Number(session).Run();
        _statements.Of(SqliteText.EndReleased).Number(session).Run();
        _statements.Of(SqliteText.EndUnreleased).Number(session).Run();
        _statements.Of(SqliteText.EndSession).Number(session).Run();
    }

    /// <summary>Lowers the counts by what was noted.</summary>
    public void Lower()
    {
        foreach ((long batch, long gone) in _gone)
        {
            long left = 0;
            _statements.Of(SqliteText.LowerMessageUse).Number(batch).Number(gone).RunFor(rows => left = rows);
            if (left == 0)
            {
                _statements.Of(SqliteText.DeleteMessageUse).Number(batch).Run();
                _statements.Of(SqliteText.DeleteMessages).Number(batch).Run();
            }
        }
    }
}
