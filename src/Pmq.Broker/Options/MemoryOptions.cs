namespace Pmq.Broker.Options;

/// <summary>
/// The marks of the bytes that queues and windows of all sessions hold. Above the high one reading from publishers
/// stops, below the low one it goes on; above the full one queues stop growing, because a paused publisher does not
/// acknowledge either.
/// </summary>
public sealed record MemoryOptions
{
    /// <summary>Above it publishers are not read from. 1 GiB fits the smallest machine PMQ is meant for.</summary>
    public long HighBytes { get; init; } = 1024L * 1024 * 1024;

    /// <summary>Below it they are read from again.</summary>
    public long LowBytes { get; init; } = 768L * 1024 * 1024;

    /// <summary>Above it every message that would wait pushes another one out.</summary>
    public long FullBytes { get; init; } = 1536L * 1024 * 1024;
}
