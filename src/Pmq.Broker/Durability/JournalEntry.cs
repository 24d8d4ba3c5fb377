namespace Pmq.Broker.Durability;

/// <summary>Something that is to survive a crash, on its way through the <see cref="Journal"/>.</summary>
/// <remarks>Owner: who posted it until then, the journal afterwards; what others may touch says so.</remarks>
internal abstract class JournalEntry
{
    /// <summary>False when it need not be written any more, for good. Any thread may ask.</summary>
    public virtual bool IsNeeded => true;

    /// <summary>Adds its changes to a batch; false when nothing of it is needed any more.</summary>
    public abstract bool Write(BatchWriter batch);

    /// <summary>What it wrote survives a crash now. Called in the journal's turn.</summary>
    public abstract void Committed();
}
