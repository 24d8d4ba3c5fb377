using Pmq.Broker.Connections;
using Pmq.Broker.Durability;
using Pmq.Broker.Outbound;

namespace Pmq.Broker.Sessions;

/// <summary>
/// What of a session outlives its connection: its will, how long it is kept, and what the store is told of both.
/// </summary>
/// <remarks>Owner: session turn.</remarks>
internal abstract class SessionState
{
    private protected readonly Session _session;
    private protected readonly OutboundHalf _outbound;
    private protected SessionWill _will;
    private protected SessionTimers _timers;
    private protected SessionPhase _phase;
    private protected KeptSession? _kept;
    private protected uint _expirySeconds;

    private protected SessionState(Session session, OutboundHalf outbound)
    {
        _session = session;
        _outbound = outbound;
    }

    private protected BrokerServices Services => _session.Services;

    /// <summary>The session in the store; null where nothing of it is to be kept.</summary>
    public SessionRecord? Record => _kept?.Record;

    /// <summary>The outbound half's part that is kept; null where the session is not.</summary>
    public KeptQueue? Kept => _outbound.Kept;

    /// <summary>Takes up what a former process has left of the session.</summary>
    public void Restore(StoredSession stored, StoredQueue queue)
    {
        _kept = KeptSession.Restored(_session, stored);
        _phase = SessionPhase.Kept;
        _expirySeconds = stored.ExpirySeconds;
        _will.Set(WillRecord.Read(stored.Will, Services.WallClock), ref _timers, Services);
        if (_session.IsKept)
        {
            var kept = new KeptQueue(_session, _kept.Record);

            // A process that died has not said how far it was; what a window holds may have been sent.
            long sentUpTo = stored.OfflineSince == 0
                ? queue.AcknowledgedUpTo + Services.Options.Session.InflightMax
                : stored.SentUpTo;
            kept.Restore(queue, sentUpTo);
            _outbound.Restore(kept, queue);
        }
    }

    /// <summary>A promise is kept: if it is that of the will, the will is forgotten.</summary>
    public void PledgeKept()
    {
        if (_kept is null || !_kept.TakeSafeWill())
        {
            return;
        }

        if (_phase == SessionPhase.Clearing)
        {
            ContinueClearing();
        }
        else
        {
            Save(patiently: true);
        }
    }

    private protected TimeSpan ExpiryTime => _expirySeconds == ConnectRequest.NeverExpires
        ? TimeSpan.MaxValue
        : TimeSpan.FromSeconds(_expirySeconds);

    private protected void PublishWill()
    {
        WillSpec? will = _will.Spec;
        if (_will.Publish(ref _timers, _session) is { IsKept: false } pledge)
        {
            _kept?.Await(will, pledge);
        }
    }

    /// <summary>A client came: what is to be kept of its session, and perhaps for the first time.</summary>
    private protected void Keep(bool isNew)
    {
        bool keeps = _expirySeconds > 0;
        if (isNew)
        {
            _kept = KeptSession.New(_session, keeps, hasWill: _will.Spec is not null);
        }

        _kept?.Connected();
        Save(patiently: !(isNew && keeps));
    }

    private protected void Save(bool patiently) => _kept?.Save(_expirySeconds, _outbound.SentUpTo, _will.Spec, patiently);

    /// <summary>Goes on with the session's end as far as what it waits for has happened.</summary>
    private protected abstract void ContinueClearing();
}
