namespace Pmq.Broker.Durability;

/// <summary>A session of which something is stored though another one of its client identifier counts.</summary>
/// <remarks>Owner: immutable.</remarks>
internal sealed class LeftoverSession(long key) : JournalEntry
{
    public override bool Write(BatchWriter batch)
    {
        batch.End(key);
        return true;
    }

    public override void Committed()
    {
    }
}
