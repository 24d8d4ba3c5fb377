using Pmq.Broker.Sessions;

namespace Pmq.Broker.Durability;

/// <summary>
/// A step of QoS 2 exchanges that is answered when it is stored: a kept session's client has confirmed messages (PUBREL
/// follows), or has released identifiers of its own (PUBCOMP follows).
/// </summary>
/// <remarks>Owner: session turn until it is posted, immutable then.</remarks>
internal sealed class ExchangeStep(Session session, bool isRelease) : JournalEntry
{
    private readonly List<long> _sequences = [];
    private readonly List<AckRun> _runs = [];

    /// <summary>True when the client has confirmed messages, false when it has released identifiers.</summary>
    public bool IsRelease { get; } = isRelease;

    /// <summary>The packet identifiers.</summary>
    public IReadOnlyList<AckRun> Runs => _runs;

    /// <summary>The life of the session that asked.</summary>
    public int Life { get; } = session.Life;

    private long Key { get; } = session.Key;

    /// <summary>Adds a packet identifier; one that goes on where the last one ends becomes a part of its run.</summary>
    public void Add(AckRun one)
    {
        if (_runs.Count > 0 && _runs[^1].IsContinuedBy(one))
        {
            _runs[^1] = _runs[^1].With(one);
        }
        else
        {
            _runs.Add(one);
        }
    }

    /// <summary>Adds a message that was confirmed.</summary>
    public void Add(AckRun one, long sequence)
    {
        Add(one);
        _sequences.Add(sequence);
    }

    public override bool Write(BatchWriter batch)
    {
        if (IsRelease)
        {
            batch.Add(new QueueProgress(Key, AcknowledgedUpTo: 0, _sequences));
            return true;
        }

        foreach (AckRun run in _runs)
        {
            batch.Add(new UnreleasedChange(Key, run.First, run.Count, IsReleased: true));
        }

        return true;
    }

    public override void Committed() => session.Post(new Mail(MailKind.Stored, this));
}
