namespace Pmq.Crash.Running;

/// <summary>No place at all.</summary>
internal sealed class MemoryPlace : IStorePlace
{
    public IReadOnlyList<string> Options => ["--store", "memory"];

    public void KillServer() => throw new NotSupportedException("Memory has no server.");

    public void StartServer() => throw new NotSupportedException("Memory has no server.");

    public void Dispose()
    {
        // There is nothing to clear away.
    }
}
