using Pmq.Broker.Connections;
using Pmq.Broker.Durability;
using Pmq.Broker.Outbound;

namespace Pmq.Broker.Sessions;

/// <summary>
/// What the store is told of a session, apart from its messages: that it exists, when its client left, and the will that
/// is still to be published. Sessions that end with their connection have it only for their will.
/// </summary>
/// <remarks>Owner: session turn.</remarks>
internal sealed class KeptSession(Session session, SessionRecord record)
{
    private WillSpec? _willUnderWay;
    private Pledge? _willPledge;

    /// <summary>The session in the store.</summary>
    public SessionRecord Record { get; } = record;

    /// <summary>When the client left, by the wall clock; 0 while it is connected.</summary>
    public long OfflineSince { get; private set; }

    /// <summary>True while a will is on its way to those who keep it.</summary>
    public bool AwaitsWill => _willPledge is not null;

    private BrokerServices Services => session.Services;

    /// <summary>That of a session which was not kept so far; null when there is nothing to keep.</summary>
    public static KeptSession? New(Session session, bool keeps, bool hasWill)
    {
        if (!keeps && !hasWill)
        {
            return null;
        }

        Journal journal = session.Services.Journal;
        var kept = new KeptSession(session, new SessionRecord(journal.NewSessionKey(), journal));
        if (keeps)
        {
            session.Keep(new KeptQueue(session, kept.Record));
        }

        return kept;
    }

    /// <summary>That of a session which a former process has left.</summary>
    public static KeptSession Restored(Session session, StoredSession stored)
    {
        var record = new SessionRecord(stored.Key, session.Services.Journal);
        record.WasLoaded();
        return new KeptSession(session, record) { OfflineSince = stored.OfflineSince };
    }

    /// <summary>A client is connected.</summary>
    public void Connected() => OfflineSince = 0;

    /// <summary>The client has left just now.</summary>
    public void Disconnected() => OfflineSince = Services.WallClock.Now;

    /// <summary>
    /// How long the client has been away when a process starts. One that was connected when the last process died is
    /// away from now on.
    /// </summary>
    public TimeSpan Away(out bool wasConnected)
    {
        wasConnected = OfflineSince == 0;
        if (wasConnected)
        {
            Disconnected();
        }

        return TimeSpan.FromMilliseconds(Math.Max(0, Services.WallClock.Now - OfflineSince));
    }

    /// <summary>Keeps the session as it is now.</summary>
    public void Save(uint expirySeconds, long sentUpTo, WillSpec? will, bool patiently) => Record.Keep(
        new StoredSession(
            Record.Key,
            session.Name,
            expirySeconds,
            OfflineSince,
            sentUpTo,
            WillRecord.Write(_willUnderWay ?? will, Services.WallClock)),
        patiently);

    /// <summary>A will is published, and must not be forgotten before all who keep it have it.</summary>
    public void Await(WillSpec? will, Pledge pledge)
    {
        _willUnderWay = will;
        _willPledge = pledge;
    }

    /// <summary>True when the will that was awaited is safe by now, and need not be remembered.</summary>
    public bool TakeSafeWill()
    {
        if (_willPledge is not { IsKept: true })
        {
            return false;
        }

        _willPledge = null;
        _willUnderWay = null;
        return true;
    }
}
