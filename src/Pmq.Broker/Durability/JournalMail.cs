namespace Pmq.Broker.Durability;

/// <summary>One mail to the journal.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Body">What comes with it.</param>
/// <param name="Outcome">How a commit went.</param>
/// <param name="At">When a patient entry came, as a timestamp of the node's clock.</param>
internal readonly record struct JournalMail(
    JournalMailKind Kind,
    object? Body = null,
    StoreOutcome Outcome = default,
    long At = 0);
