namespace Pmq.Broker.Turns;

/// <summary>
/// A piece of work that a scheduler runs on some thread, never twice at once. It is a thread-pool work item itself, so
/// that scheduling it allocates nothing.
/// </summary>
public abstract class Turn : IThreadPoolWorkItem
{
    /// <summary>Runs the turn. It never waits.</summary>
    public abstract void Execute();
}
