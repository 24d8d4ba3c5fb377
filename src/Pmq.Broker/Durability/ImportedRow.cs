namespace Pmq.Broker.Durability;

/// <summary>Messages that wait for a session that is being imported.</summary>
/// <remarks>Owner: immutable.</remarks>
internal sealed class ImportedRow(QueueRow row, Action stored) : JournalEntry
{
    public override bool Write(BatchWriter batch)
    {
        batch.Add(row);
        return true;
    }

    public override void Committed() => stored();
}
