namespace Pmq.Storage.Sql;

/// <summary>What one kind of database does in its own way.</summary>
internal abstract class Database
{
    /// <summary>
    /// What makes the schema: each entry takes it from the version before to its own, the first to 1.
    /// </summary>
    public abstract IReadOnlyList<string> Migrations { get; }

    /// <summary>A query for the number of tables called pmq_schema that are there: 0 in a new database.</summary>
    public abstract string SchemaTablesText { get; }

    /// <summary>Begins a transaction in which everything is read as it was at its first query.</summary>
    public abstract string BeginSnapshotText { get; }

    /// <summary>Where it is, for messages: a file, or a server and the name of a database.</summary>
    public abstract string Place { get; }

    /// <summary>
    /// A connection that changes things. The first one takes the database for this process, and throws when another
    /// one has it.
    /// </summary>
    public abstract IWriterLink OpenWriter(bool isFirst);

    /// <summary>A connection that reads, beside the one that changes things.</summary>
    public abstract IConnection OpenReader();

    /// <summary>What a fault means that came up while batches are committed or pages are read.</summary>
    public abstract StoreFault Explain(Exception fault);

    /// <summary>What to tell an operator when opening failed.</summary>
    public abstract StoreOpenException CannotOpen(Exception fault);

    /// <summary>Lets other processes have it. Every connection is closed before.</summary>
    public abstract void Release();
}
