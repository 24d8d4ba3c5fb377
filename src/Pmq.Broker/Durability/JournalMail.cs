namespace Pmq.Broker.Durability;

/// <summary>One mail to the journal.</summary>
internal readonly record struct JournalMail(JournalMailKind Kind, object? Body = null, StoreOutcome Outcome = default);
