namespace Pmq.Broker.Options;

/// <summary>How state is kept through a crash, where the node has a store.</summary>
public sealed record StoreOptions
{
    /// <summary>
    /// How long a message that was sent to its client may stay unwritten: most are acknowledged within it, and need never
    /// be written.
    /// </summary>
    public TimeSpan CommitDelay { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// How many bytes are committed at once, about. Larger batches save little more, and everybody waits for all of it.
    /// </summary>
    public int CommitBytes { get; init; } = 1024 * 1024;

    /// <summary>
    /// How many bytes of a session's stored messages are read at once, about; and how many bytes may wait for a client in
    /// memory before what comes next waits in the store alone.
    /// </summary>
    public int PageBytes { get; init; } = 256 * 1024;

    /// <summary>
    /// Filters, separated by commas, of topics that are never written: their messages are retained, and wait for clients,
    /// in memory only. Empty: everything above QoS 0 that has to be kept is.
    /// </summary>
    public string MemoryFilters { get; init; } = "";
}
