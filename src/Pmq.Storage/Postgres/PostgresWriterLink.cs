using Npgsql;
using Pmq.Broker.Durability;
using Pmq.Storage.Sql;
using static Pmq.Storage.Postgres.StatementList;

namespace Pmq.Storage.Postgres;

/// <summary>
/// The one connection that writes to PostgreSQL. A batch takes two sends: what it changes, and then what follows from
/// it together with fence and COMMIT. So a process that is stopped in between holds no lock on the node's row.
/// </summary>
/// <remarks>Owner: storage writer.</remarks>
internal sealed class PostgresWriterLink(NpgsqlConnection connection, ProcessLock? processLock) : IWriterLink
{
    // How many rows went, by the batch whose messages they pointed into.
    private readonly Dictionary<long, long> _gone = [];

    public IConnection Connection { get; } = new PostgresConnection(connection);

    /// <summary>The driver's connection, for what only PostgreSQL does.</summary>
    public NpgsqlConnection Driver => connection;

    public void Write(StoreBatch batch)
    {
        processLock?.TryTake();
        using StatementList statements = Begin();
        new PostgresBatch(statements, batch).Add();
        statements.RunFor(Note);
    }

    public bool Commit(in Fence fence)
    {
        using var statements = new StatementList(connection);
        AddLowering(statements);
        statements.Add(PostgresText.RaiseBatch, Value(fence.Node), Value(fence.Incarnation), Value(fence.Batch));
        statements.Add("COMMIT");
        try
        {
            statements.Run();
            return true;
        }
        catch (PostgresException fault) when (fault.SqlState == PostgresErrorCodes.DivisionByZero)
        {
            RollBack();
            return false;
        }
    }

    public void RollBack() => connection.Execute("ROLLBACK");

    public void Forget(IReadOnlyCollection<long> sessions)
    {
        using StatementList deletes = Begin();
        PostgresBatch.AddEnd(deletes, [.. sessions]);
        deletes.RunFor(Note);

        using var rest = new StatementList(connection);
        AddLowering(rest);
        rest.Add("COMMIT");
        rest.Run();
    }

    /// <summary>The server tidies up by itself.</summary>
    public bool Tidy() => false;

    public void Dispose() => connection.Dispose();

    private StatementList Begin()
    {
        _gone.Clear();
        var statements = new StatementList(connection);
        statements.Add("BEGIN");
        return statements;
    }

    private void AddLowering(StatementList statements)
    {
        statements.AddRows(_gone.Count, PostgresText.LowerMessageUse, Column(_gone.Keys), Column(_gone.Values));
        statements.AddRows(_gone.Count, PostgresText.DeleteUnusedMessages, Column(_gone.Keys));
    }

    private void Note(long batch, long rows) => _gone[batch] = _gone.GetValueOrDefault(batch) + rows;
}
