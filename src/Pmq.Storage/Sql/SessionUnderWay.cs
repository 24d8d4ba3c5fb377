using Pmq.Broker.Durability;

namespace Pmq.Storage.Sql;

/// <summary>A session that is being read, until everything of its queue was seen.</summary>
/// <remarks>Owner: whoever opens the store.</remarks>
internal sealed class SessionUnderWay(StoredSession session, long acknowledgedUpTo)
{
    public long Key => session.Key;

    /// <summary>Its released numbers, upwards.</summary>
    public List<long> Released { get; } = [];

    /// <summary>Its rows, upwards.</summary>
    public List<QueueSpan> Spans { get; } = [];

    public void Tell(IStoredState state)
    {
        long last = Spans.Count == 0 ? acknowledgedUpTo : Math.Max(acknowledgedUpTo, Spans[^1].Last);
        state.Session(session, new StoredQueue(acknowledgedUpTo, last, Released) { Spans = Spans });
    }
}
