namespace Pmq.Broker.Durability;

/// <summary>
/// What a store had committed at one moment, read piece by piece. One thing is read at a time: queues between two
/// sessions, but not between two retained messages.
/// </summary>
/// <remarks>Owner: whoever took it. Whatever fails is an <see cref="System.IO.IOException"/> with the reason.</remarks>
public interface IStoreSnapshot : IDisposable
{
    /// <summary>
    /// The sessions by their keys, each with what belongs to it. Of a client that has two, because a process died
    /// between the end of one and the beginning of the next, the old one is left out.
    /// </summary>
    IEnumerable<SessionSnapshot> Sessions();

    /// <summary>The retained messages.</summary>
    IEnumerable<RetainedChange> Retained();

    /// <summary>
    /// Rows of a session's queue from the one on that has this sequence number or a higher one, upwards. Reading ends
    /// with the row that reaches the bound in bytes; nothing when there are no more.
    /// </summary>
    IReadOnlyList<QueueRow> Queue(long session, long first, int bytesMax);
}
