using Pmq.Broker.Sessions;

namespace Pmq.Broker.Durability;

/// <summary>
/// The session itself and how far its client has come, as they are to be kept. The session's turn changes them as often
/// as it likes; what they are when a batch is made is what is written.
/// </summary>
/// <remarks>Owner: session turn; <see cref="Write"/> and <see cref="Committed"/> are the journal's.</remarks>
internal sealed class SessionRecord(long key, Journal journal) : JournalEntry
{
    private const int NotPosted = 0;
    private const int PostedPatiently = 1;
    private const int PostedUrgently = 2;

    private StoredSession? _session;
    private long _acknowledgedUpTo;
    private int _posted;
    private bool _endIsWritten;
    private bool _isOver;
    private Session? _toTell;
    private bool _wasWritten;

    /// <summary>The session's key.</summary>
    public long Key { get; } = key;

    /// <summary>True when there is, or will be, something of the session in the store.</summary>
    public bool IsInStore => Volatile.Read(ref _wasWritten) || Volatile.Read(ref _posted) != NotPosted;

    /// <summary>The store has it already.</summary>
    public void WasLoaded() => _wasWritten = true;

    /// <summary>Keeps the session as it is now.</summary>
    public void Keep(StoredSession session, bool patiently)
    {
        Volatile.Write(ref _session, session);
        Post(patiently);
    }

    /// <summary>Everything up to this number is acknowledged.</summary>
    public void Acknowledge(long upTo)
    {
        Volatile.Write(ref _acknowledgedUpTo, upTo);
        Post(patiently: true);
    }

    /// <summary>Nothing of the session is to be kept any more. It is told when nothing is, if it wants to know.</summary>
    public void End(Session? toTell)
    {
        _toTell = toTell;
        Volatile.Write(ref _isOver, true);
        Post(patiently: toTell is null);
    }

    public override bool Write(BatchWriter batch)
    {
        Interlocked.Exchange(ref _posted, NotPosted);
        if (Volatile.Read(ref _isOver))
        {
            return WriteEnd(batch);
        }

        bool writes = false;
        if (Interlocked.Exchange(ref _session, null) is { } session)
        {
            batch.Put(session);
            Volatile.Write(ref _wasWritten, true);
            writes = true;
        }

        if (Interlocked.Exchange(ref _acknowledgedUpTo, 0) is var upTo and > 0)
        {
            batch.Add(new QueueProgress(Key, upTo, []));
            writes = true;
        }

        return writes;
    }

    public override void Committed()
    {
        if (_endIsWritten)
        {
            _toTell?.Post(new Mail(MailKind.Stored, this));
        }
    }

    private void Post(bool patiently)
    {
        if (patiently)
        {
            if (Interlocked.CompareExchange(ref _posted, PostedPatiently, NotPosted) == NotPosted)
            {
                journal.PostPatiently(this);
            }
        }
        else if (Interlocked.Exchange(ref _posted, PostedUrgently) != PostedUrgently)
        {
            // It may wait in the journal already, patiently; whichever comes second finds nothing to write.
            journal.Post(this);
        }
    }

    private bool WriteEnd(BatchWriter batch)
    {
        if (_endIsWritten)
        {
            return false;
        }

        _endIsWritten = true;
        if (_wasWritten)
        {
            batch.End(Key);
        }

        return _wasWritten || _toTell is not null;
    }
}
