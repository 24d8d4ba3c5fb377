using System.Buffers;
using Pmq.Broker.Connections;
using Pmq.Broker.Timers;
using Pmq.Protocol;

namespace Pmq.Broker.Sessions;

/// <summary>
/// How connections come to a session and leave it: take-over, resumption, clean start, keep alive, wills, expiry and
/// the end. One connection at a time; a newer one waits until the read loop of the older has ended.
/// </summary>
/// <remarks>Owner: session turn.</remarks>
internal sealed class SessionLifecycle
{
    private readonly Session _session;
    private readonly Outbound _outbound;
    private SessionWill _will;
    private SessionTimers _timers;
    private UnreleasedPublishes? _unreleased;
    private SessionClaim? _waiting;
    private SessionPhase _phase;
    private uint _expirySeconds;
    private int _claimsTaken;
    private bool _isOnline;

    public SessionLifecycle(Session session, Outbound outbound)
    {
        _session = session;
        _outbound = outbound;
    }

    /// <summary>The connection at present, or null.</summary>
    public ClientLink? Link { get; private set; }

    /// <summary>True when a client is connected. Any thread may ask.</summary>
    public bool IsOnline => Volatile.Read(ref _isOnline);

    /// <summary>True when it ended and holds nothing any more.</summary>
    public bool IsOver => _phase != SessionPhase.Kept;

    /// <summary>The QoS 2 identifiers that the client has not released. For its read loop.</summary>
    public UnreleasedPublishes Unreleased => _unreleased ??= new UnreleasedPublishes();

    private BrokerServices Services => _session.Services;

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
                Answer((AuthenticationAnswer)mail.Extra!);
                break;
            case MailKind.Close:
                EndByOperator((CloseReason)mail.Body!, endSession: mail.Number != 0);
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
            _will.Publish(ref _timers, _session);
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

    /// <summary>The router has removed all subscriptions: the session is blank now.</summary>
    public void Cleared()
    {
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

    private void Answer(AuthenticationAnswer answer)
    {
        var auth = new ArrayBufferWriter<byte>();
        AuthenticationPackets.Write(auth, answer.Reason, Link!.Terms.AuthenticationMethod!, answer.Data);
        if (auth.WrittenCount > Link.Terms.MaximumPacketSize)
        {
            Close(CloseReasons.AuthTooLarge);
        }
        else
        {
            Link.Writer.Write(auth.WrittenSpan);
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
        _phase = SessionPhase.Kept;
        _timers.Stop(SessionTimer.Expiry, Services);
        _will.Set(request.Will, ref _timers, Services);
        SessionGrant granted = SessionGrant.Of(request, Services.Options, sessionPresent);
        _expirySeconds = granted.SessionExpiry;
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
        else
        {
            _will.ConnectionLost(_expirySeconds, ref _timers, _session);
        }

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
        _will.Publish(ref _timers, _session);
        if (_session.IsUnknownToRouter)
        {
            Cleared();
        }
        else
        {
            Services.Router.RemoveAll(_session);
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
