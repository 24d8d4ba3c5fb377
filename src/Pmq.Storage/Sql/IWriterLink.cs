using Pmq.Broker.Durability;

namespace Pmq.Storage.Sql;

/// <summary>
/// The connection that changes things. Whatever fails throws; then <see cref="RollBack"/> undoes what was begun.
/// </summary>
internal interface IWriterLink : IDisposable
{
    /// <summary>The connection itself, for what is the same with every database.</summary>
    IConnection Connection { get; }

    /// <summary>Begins a transaction and puts a batch into it.</summary>
    void Write(StoreBatch batch);

    /// <summary>
    /// Commits what was written if the fence holds. False when it does not: nothing is kept then, and the transaction
    /// is over.
    /// </summary>
    bool Commit(in Fence fence);

    /// <summary>Undoes what was written.</summary>
    void RollBack();

    /// <summary>Deletes all that belongs to sessions, in a transaction of its own.</summary>
    void Forget(IReadOnlyCollection<long> sessions);

    /// <summary>
    /// A bounded piece of housekeeping, when nothing else is to be done; false when there is no more.
    /// </summary>
    bool Tidy();
}
