namespace Pmq.Broker.Durability;

/// <summary>What a mail to the journal is about.</summary>
internal enum JournalMailKind : byte
{
    /// <summary>Somebody waits for the commit of an entry.</summary>
    Urgent,

    /// <summary>An entry may become needless within the commit delay.</summary>
    Patient,

    /// <summary>The commit delay of the oldest patient entries is over, or it is time to try again.</summary>
    Due,

    /// <summary>The store has answered.</summary>
    Settled,

    /// <summary>Somebody wants to know when nothing is left to commit.</summary>
    Drain,
}
