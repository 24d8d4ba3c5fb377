using Pmq.Broker.Connections;
using Pmq.Broker.Durability;
using Pmq.Broker.Outbound;
using Pmq.Broker.Timers;
using Pmq.Protocol;

namespace Pmq.Broker.Sessions;

/// <summary>
/// How connections come to a session and leave it: take-over, resumption, clean start, keep alive, wills, expiry and
/// the end. One connection at a time; a newer one waits until the read loop of the older has ended.
/// </summary>
/// <remarks>Owner: session turn.</remarks>
internal sealed class SessionLifecycle : SessionState
{
    private UnreleasedPublishes? _unreleased;
    private SessionClaim? _waiting;
    private int _claimsTaken;
    private bool _routerIsDone;
    private bool _isOnline;

    public SessionLifecycle(Session session, OutboundHalf outbound)
        : base(session, outbound)
    {
    }

    /// <summary>The connection at present, or null.</summary>
    public ClientLink? Link { get; private set; }

    /// <summary>True when a client is connected. Any thread may ask.</summary>
    public bool IsOnline => Volatile.Read(ref _isOnline);

    /// <summary>True when it ended and holds nothing any more.</summary>
    public bool IsOver => _phase != SessionPhase.Kept;

    /// <summary>The QoS 2 identifiers that the client has not released. For its read loop.</summary>
    public UnreleasedPublishes Unreleased => _unreleased ??= new UnreleasedPublishes();

    private LinkTimers LinkTimers => new(_session, _outbound, ref _timers);

    /// <summary>Takes the mails that are about connections.</summary>
    public void Handle(in Mail mail)
    {
        switch (mail.Kind)
        {
            case MailKind.Attach:
                Claim((SessionClaim)mail.Body!);
                break;
            case MailKind.InboundEnded when IsPresent(mail.Body):
                InboundEnded();
                break;
            case MailKind.Violation when IsPresent(mail.Body):
                Close((CloseReason)mail.Extra!);
                break;
            case MailKind.Ping when IsPresent(mail.Body) && Link!.Closing is null:
                ControlEncoder.WritePingresp(Link.Writer);
                break;
            case MailKind.OutletReady when IsPresent(mail.Body):
                Link!.SocketIsReady();
                break;
            case MailKind.Authentication when IsPresent(mail.Body) && Link!.Closing is null:
                if (!Link.TryWrite((AuthenticationAnswer)mail.Extra!))
                {
                    Close(CloseReasons.AuthTooLarge);
                }

                break;
            case MailKind.Close:
                EndByOperator((CloseReason)mail.Body!, endSession: mail.Number != 0);
                break;
            case MailKind.Restored:
                Restored();
                break;
            default:
                break;
        }
    }

    /// <summary>The broker ends the connection. What follows, follows when its read loop has ended.</summary>
    public void Close(CloseReason reason)
    {
        if (Link is { Closing: null } link)
        {
            SetOnline(false);
            link.Close(reason);
            LinkTimers.Closing();
        }
    }

    /// <summary>A timer rang.</summary>
    public void TimerRang(TimerEntry entry)
    {
        if (!_timers.Rang(entry))
        {
            return;
        }

        long now = Services.Clock.GetTimestamp();
        if (_timers.TakeDue(SessionTimer.Expiry, now))
        {
            EndIfUnclaimed();
        }

        if (_timers.TakeDue(SessionTimer.WillDelay, now))
        {
            PublishWill();
        }

        if (Link is { } link && LinkTimers.TakeDue(link, now) is { } reason)
        {
            Close(reason);
        }

        _timers.GoOn(_session);
        if (_session.Backlog == 0)
        {
            _session.Trim();
        }
    }

    /// <summary>The router has removed all subscriptions.</summary>
    public void Cleared()
    {
        _routerIsDone = true;
        ContinueClearing();
    }

    /// <summary>The store has nothing of the session any more.</summary>
    public void Ended(SessionRecord record)
    {
        if (ReferenceEquals(record, Record))
        {
            BecomeBlank();
        }
    }

    /// <summary>Nothing of the session is left: who waits for its client identifier may have it.</summary>
    private void BecomeBlank()
    {
        _kept = null;
        _routerIsDone = false;
        _outbound.HandOver(_session, onlyToOnline: false);
        _outbound.Clear();
        _unreleased = null;
        _session.BeginNewLife();
        _phase = SessionPhase.Blank;
        if (_waiting is { } claim)
        {
            _waiting = null;
            Attach(claim, sessionPresent: false);
        }
        else
        {
            Services.Registrar.SessionOver(_session, _claimsTaken);
        }
    }

    /// <summary>The session broke: whoever is connected or waits is cut off, and the registrar forgets it.</summary>
    public void BreakOff()
    {
        SetOnline(false);
        if (Link is { } link)
        {
            link.Connection.Outlet.Abort();
            Services.Registrar.Disconnected();
        }

        Record?.End(toTell: null);
        if (_waiting is { } waiting)
        {
            RefuseBroken(waiting);
        }

        Services.Registrar.SessionBroke(_session);
    }

    /// <summary>Refuses a claim to a session that broke; the next one finds a new session.</summary>
    public void RefuseBroken(SessionClaim claim)
    {
        claim.Connection.Refuse(ReasonCode.UnspecifiedError, "the session has failed; connect again");
        Services.Registrar.Disconnected();
    }

    private bool IsPresent(object? connection) => Link is { } link && ReferenceEquals(link.Connection, connection);

    /// <summary>A connection asks for the session. A claim that waited is overtaken by it.</summary>
    private void Claim(SessionClaim claim)
    {
        _claimsTaken++;
        RefuseWaiting(ReasonCode.ServerBusy, "another connection of this client identifier came");
        _waiting = claim;
        if (Link is not null)
        {
            Close(CloseReasons.TakenOver);
        }
        else if (_phase != SessionPhase.Clearing)
        {
            Grant();
        }
    }

    private void RefuseWaiting(ReasonCode reason, string text)
    {
        if (_waiting is { } claim)
        {
            _waiting = null;
            claim.Connection.Refuse(reason, text);
            Services.Registrar.Disconnected();
        }
    }

    private void Grant()
    {
        SessionClaim claim = _waiting!;
        if (claim.Request.CleanStart && _phase == SessionPhase.Kept)
        {
            BeginClearing();
            return;
        }

        _waiting = null;
        Attach(claim, sessionPresent: _phase == SessionPhase.Kept);
    }

    private void Attach(SessionClaim claim, bool sessionPresent)
    {
        ConnectRequest request = claim.Request;
        bool isNew = _phase == SessionPhase.Blank;
        _phase = SessionPhase.Kept;
        _timers.Stop(SessionTimer.Expiry, Services);
        _will.Set(request.Will, ref _timers, Services);
        SessionGrant granted = SessionGrant.Of(request, Services.Options, sessionPresent);
        _expirySeconds = granted.SessionExpiry;
        if (Services.Journal.IsOn)
        {
            Keep(isNew);
        }

        var inbound = new InboundHalf(claim.Connection, request.Terms, _session);
        Link = new ClientLink(inbound) { KeepAlive = granted.KeepAlive };
        ConnackWriter.Write(Link.Writer, claim, granted, Services);
        _outbound.Attach(Link);
        SetOnline(true);
        LinkTimers.Start(Link);
        claim.Connection.Begin(inbound);
    }

    /// <summary>The connection is gone for good: its will, its session, and whoever waits for it.</summary>
    private void InboundEnded()
    {
        ClientLink link = Link!;
        ConnectionEnd end = link.Connection.End;
        Link = null;
        SetOnline(false);
        LinkTimers.Stop();
        link.Connection.Outlet.Close();
        _outbound.Detach();
        if (end.SessionExpiry is { } expiry)
        {
            _expirySeconds = Math.Min(expiry, Services.Options.Session.ExpiryMax);
        }

        bool silentStop = ReferenceEquals(link.Closing, CloseReasons.ShuttingDown)
            && !Services.Options.Will.PublishOnStop;
        if (end.DropsWill || silentStop)
        {
            _will.Drop();
        }
        else if (_will.ConnectionLost(ExpiryTime, TimeSpan.Zero, ref _timers, _session))
        {
            PublishWill();
        }

        _kept?.Disconnected();
        Save(patiently: true);

        Services.Registrar.Disconnected();
        GoOn();
    }

    private void GoOn()
    {
        if (_expirySeconds == 0)
        {
            BeginClearing();
            return;
        }

        if (_waiting is not null)
        {
            Grant();
            return;
        }

        _outbound.HandOver(_session, onlyToOnline: true);
        if (_expirySeconds != ConnectRequest.NeverExpires)
        {
            _timers.Start(SessionTimer.Expiry, TimeSpan.FromSeconds(_expirySeconds), _session);
        }
    }

    private void EndIfUnclaimed()
    {
        if (Link is null && _phase == SessionPhase.Kept)
        {
            BeginClearing();
        }
    }

    /// <summary>
    /// The session ends here; a will that waited is published, because the session's end is the latest it may wait for.
    /// </summary>
    private void BeginClearing()
    {
        _phase = SessionPhase.Clearing;
        _timers.Stop(SessionTimer.Expiry, Services);
        PublishWill();
        if (_session.IsUnknownToRouter)
        {
            Cleared();
        }
        else
        {
            Services.Router.RemoveAll(_session);
        }
    }

    /// <summary>
    /// A kept session has ended when the store has nothing of it: a client that begins anew would else find the old one
    /// after a crash.
    /// </summary>
    private protected override void ContinueClearing()
    {
        if (!_routerIsDone || _kept is { AwaitsWill: true })
        {
            return;
        }

        if (Record is not { IsInStore: true } record)
        {
            BecomeBlank();
        }
        else if (_session.IsKept)
        {
            record.End(_session);
        }
        else
        {
            record.End(toTell: null);
            BecomeBlank();
        }
    }

    /// <summary>The node has started with the session, whose client left before or when the last process ended.</summary>
    private void Restored()
    {
        TimeSpan passed = _kept!.Away(out bool wasConnected);
        if (_will.ConnectionLost(ExpiryTime, passed, ref _timers, _session))
        {
            PublishWill();
        }

        if (ExpiryTime <= passed)
        {
            BeginClearing();
            return;
        }

        if (wasConnected)
        {
            Save(patiently: true);
        }

        if (_expirySeconds != ConnectRequest.NeverExpires)
        {
            _timers.Start(SessionTimer.Expiry, ExpiryTime - passed, _session);
        }
    }

    private void EndByOperator(CloseReason reason, bool endSession)
    {
        if (endSession)
        {
            _expirySeconds = 0;
        }

        RefuseWaiting(ReasonCode.ServerUnavailable, reason.Text);

        if (Link is not null)
        {
            Close(reason);
        }
        else if (endSession)
        {
            EndIfUnclaimed();
        }
    }

    private void SetOnline(bool online) => Volatile.Write(ref _isOnline, online);
}
