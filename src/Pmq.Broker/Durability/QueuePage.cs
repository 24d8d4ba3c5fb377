namespace Pmq.Broker.Durability;

/// <summary>A request for queued messages of a session, and where they are put.</summary>
/// <remarks>Owner: whoever made it until it is given to the store, then the store until it has answered.</remarks>
public sealed class QueuePage(long session, long first, long last, int bytesMax, Action<QueuePage, StoreOutcome> settled)
{
    /// <summary>The session's key.</summary>
    public long Session { get; } = session;

    /// <summary>The first sequence number that is wanted.</summary>
    public long First { get; } = first;

    /// <summary>The last that is wanted.</summary>
    public long Last { get; } = last;

    /// <summary>
    /// How many bytes of rows to read about. Reading ends with the row that reaches it, so one row comes at least if there
    /// is one.
    /// </summary>
    public int BytesMax { get; } = bytesMax;

    /// <summary>The rows that reach into what is wanted, upwards and without a gap in what is kept.</summary>
    public IList<QueueRow> Rows { get; } = [];

    /// <summary>The store's answer.</summary>
    public void Settle(StoreOutcome outcome) => settled(this, outcome);
}
