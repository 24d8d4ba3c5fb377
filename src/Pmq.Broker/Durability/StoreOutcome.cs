namespace Pmq.Broker.Durability;

/// <summary>What came of a batch.</summary>
public enum StoreOutcome : byte
{
    /// <summary>It survives a crash.</summary>
    Committed,

    /// <summary>It was not taken and never will be.</summary>
    Failed,
}
