namespace Pmq.Storage.Sql;

/// <summary>What a fault of a database means.</summary>
/// <param name="Reason">What an operator should read.</param>
/// <param name="IsBroken">Whether the connection is of no use any more.</param>
/// <param name="NothingKept">
/// Whether it is certain, even when the fault came up while committing, that nothing of the batch is kept.
/// </param>
internal readonly record struct StoreFault(string Reason, bool IsBroken, bool NothingKept);
