namespace Pmq.Broker.Durability;

/// <summary>What came of a batch, or of reading.</summary>
public enum StoreOutcome : byte
{
    /// <summary>It survives a crash; or it was read.</summary>
    Committed,

    /// <summary>Nothing of it was kept. It may be tried again.</summary>
    Failed,

    /// <summary>
    /// Nobody knows: the answer was lost. The same batch, given again, is committed if it was not, and once only.
    /// </summary>
    Unknown,

    /// <summary>Another node has taken the store over. Nothing is committed any more, ever.</summary>
    Fenced,
}
