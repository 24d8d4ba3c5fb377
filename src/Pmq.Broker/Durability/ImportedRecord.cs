namespace Pmq.Broker.Durability;

/// <summary>A session that is being imported, without its messages.</summary>
/// <remarks>Owner: immutable.</remarks>
internal sealed class ImportedRecord(SessionImport import) : JournalEntry
{
    public override bool Write(BatchWriter batch)
    {
        import.Write(batch);
        return true;
    }

    public override void Committed() => import.Committed();
}
