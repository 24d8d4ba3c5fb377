using Pmq.Broker.Durability;
using Pmq.Storage.Sql;

namespace Pmq.Storage.Sqlite;

/// <summary>The one connection that writes to a file of SQLite.</summary>
/// <remarks>Owner: storage writer.</remarks>
internal sealed class SqliteWriterLink(SqliteHandle connection, FreePages freePages) : IWriterLink
{
    private readonly SqliteStatements _statements = new(connection.Database);

    public IConnection Connection => connection;

    public void Write(StoreBatch batch)
    {
        Begin();
        new SqliteBatch(_statements, batch).Write();
    }

    public bool Commit(in Fence fence)
    {
        if (RaiseBatch(fence) == 0)
        {
            RollBack();
            return false;
        }

        Commit();
        return true;
    }

    public void RollBack() => _statements.Of("ROLLBACK").Run();

    public void Forget(IReadOnlyCollection<long> sessions)
    {
        Begin();
        var use = new MessageUse(_statements);
        foreach (long session in sessions)
        {
            use.End(session);
        }

        use.Lower();
        Commit();
    }

    public bool Tidy() => freePages.GiveBackSome();

    public void Dispose()
    {
        _statements.Dispose();
        connection.Dispose();
    }

    private int RaiseBatch(in Fence fence) =>
        _statements.Of(SqliteText.RaiseBatch).Text(fence.Node).Number(fence.Incarnation).Number(fence.Batch).Run();

    // Immediate: what is to be written is locked at once, not in the middle.
    private void Begin() => _statements.Of("BEGIN IMMEDIATE").Run();

    private void Commit() => _statements.Of("COMMIT").Run();
}
