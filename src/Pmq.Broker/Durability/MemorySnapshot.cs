namespace Pmq.Broker.Durability;

/// <summary>What a <see cref="MemoryStore"/> had kept.</summary>
/// <remarks>Owner: whoever took it; filled before.</remarks>
internal sealed class MemorySnapshot : IStoreSnapshot
{
    private readonly Dictionary<string, SessionSnapshot> _byClient = new(StringComparer.Ordinal);
    private readonly Dictionary<long, QueueRow[]> _rows = [];
    private readonly List<SessionSnapshot> _sessions = [];
    private readonly List<RetainedChange> _retained = [];

    /// <summary>Adds a session; they come by their keys, upwards.</summary>
    public void Add(SessionSnapshot session, QueueRow[] rows)
    {
        if (_byClient.TryGetValue(session.Session.ClientId, out SessionSnapshot? older))
        {
            _sessions.Remove(older);
        }

        _byClient[session.Session.ClientId] = session;
        _sessions.Add(session);
        _rows[session.Session.Key] = rows;
    }

    public void Add(in RetainedChange retained) => _retained.Add(retained);

    public IEnumerable<SessionSnapshot> Sessions() => _sessions;

    public IEnumerable<RetainedChange> Retained() => _retained;

    public IReadOnlyList<QueueRow> Queue(long session, long first, int bytesMax)
    {
        List<QueueRow> found = [];
        long bytes = 0;
        foreach (QueueRow row in _rows.GetValueOrDefault(session, []))
        {
            if (row.Span.Last >= first && (found.Count == 0 || bytes < bytesMax))
            {
                found.Add(row);
                bytes += row.Span.Bytes;
            }
        }

        return found;
    }

    public void Dispose()
    {
    }
}
