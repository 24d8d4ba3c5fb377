using Pmq.Broker.Connections;
using Pmq.Broker.Durability;
using Pmq.Broker.Messages;
using Pmq.Broker.Outbound;
using Pmq.Broker.Routing;
using Pmq.Broker.Timers;

namespace Pmq.Broker.Sessions;

/// <summary>
/// One client identifier: its subscriptions, its messages and, when it is connected, its connection. It is an actor;
/// everything that concerns it comes as a mail, and its turn alone writes to its client.
/// </summary>
/// <remarks>Owner: session turn.</remarks>
public sealed class Session : DeliveryTarget, ITimerTarget
{
    private readonly BrokerServices _services;
    private readonly OutboundHalf _outbound;
    private readonly SessionLifecycle _lifecycle;
    private SubscriptionDesk _desk;
    private Arrivals _arrivals;
    private ExactlyOnce? _exactlyOnce;
    private long _reportedBytes;
    private int _inflightCount;
    private int _queuedCount;
    private bool _isBroken;
    private bool _isBeingAdopted;

    internal Session(BrokerServices services, string clientId)
        : base(services.Scheduler, clientId)
    {
        _services = services;
        _outbound = new OutboundHalf(services);
        _lifecycle = new SessionLifecycle(this, _outbound);
    }

    /// <inheritdoc/>
    public override bool IsOnline => _lifecycle.IsOnline;

    /// <inheritdoc/>
    public override int InflightCount => Volatile.Read(ref _inflightCount);

    /// <summary>How many messages wait. Any thread may ask.</summary>
    internal int QueuedCount => Volatile.Read(ref _queuedCount);

    /// <summary>How many messages were dropped over its life. Any thread may ask.</summary>
    internal long DroppedCount => _outbound.Account.DroppedInAll;

    /// <summary>What the parts of the node share, for the parts of the session.</summary>
    internal BrokerServices Services => _services;

    internal SessionLifecycle Lifecycle => _lifecycle;

    /// <summary>True when the session's state is kept through a crash. Any thread may ask.</summary>
    internal bool IsKept => IsKeptLife(Life);

    /// <summary>The key of a session that is kept. Any thread may ask that knows that it is.</summary>
    internal long Key => _lifecycle.Record!.Key;

    /// <summary>True when the router has nothing of the session, and nothing for it to do.</summary>
    internal bool IsUnknownToRouter => Subscriptions.Count == 0 && !_desk.IsWaiting && !IsBeingAdopted;

    /// <summary>
    /// True from the moment the session came from another node until the router has added its subscriptions. Any thread
    /// may ask.
    /// </summary>
    internal bool IsBeingAdopted
    {
        get => Volatile.Read(ref _isBeingAdopted);
        set => Volatile.Write(ref _isBeingAdopted, value);
    }

    void ITimerTarget.TimerFired(TimerEntry entry) => Post(new Mail(MailKind.Timer, entry));

    /// <inheritdoc/>
    protected override bool RunTurn()
    {
        if (_isBroken)
        {
            return DiscardMails();
        }

        _outbound.BeginTurn();
        bool more = TakeMails();
        _outbound.Pump();
        if (_outbound.HasOverflown)
        {
            _lifecycle.Close(CloseReasons.QueueOverflow);
        }

        more |= _outbound.TurnIsFull;
        _lifecycle.Link?.Flush();
        Report();
        if (Backlog <= _services.Options.Turn.BacklogMax / 2)
        {
            ResumeWaiters();
        }

        return more || _outbound.HasWork;
    }

    /// <summary>True when the rest should wait for the next turn.</summary>
    internal bool TurnIsFull => _outbound.TurnIsFull;

    /// <summary>
    /// The session broke: its connection is cut, the registrar and the router forget it, and what still comes is thrown
    /// away. A client that comes back gets a new one.
    /// </summary>
    protected override bool EndsAlone(Exception fault)
    {
        _isBroken = true;
        _arrivals.LetGo();
        _services.ReportFault(Name, fault);
        _services.Memory.Report(-_reportedBytes);
        _services.Router.RemoveAll(this);
        _lifecycle.BreakOff();
        return true;
    }

    /// <summary>Delivers messages now, in the turn.</summary>
    internal void Deliver(Message message, Delivery delivery) => _outbound.Deliver(message, delivery);

    /// <summary>Begins a new life: what was matched for the old one is not delivered any more.</summary>
    internal void BeginNewLife() => StartOver();

    /// <summary>From now on the session's state is kept.</summary>
    internal void Keep(KeptQueue kept)
    {
        KeepLife();
        _outbound.Keep(kept);
    }

    /// <summary>Takes up what a former process has left of the session, before the node takes clients.</summary>
    internal void Restore(StoredSession stored, StoredQueue queue)
    {
        if (stored.ExpirySeconds > 0)
        {
            KeepLife();
        }

        _lifecycle.Restore(stored, queue);
    }

    /// <summary>The session is idle; what its mailbox and windows hold for speed is given back.</summary>
    internal void Trim()
    {
        TrimMailbox();
        _outbound.Trim();
    }

    private bool DiscardMails()
    {
        while (TryTake(out Mail mail))
        {
            if (mail.Kind == MailKind.Deliver)
            {
                TakeOffBacklog(mail.Number);
                Arrivals.LetGo(mail);
            }
            else if (mail.Kind == MailKind.Attach)
            {
                _lifecycle.RefuseBroken((SessionClaim)mail.Body!);
            }
        }

        ResumeWaiters();
        return false;
    }

    private bool TakeMails()
    {
        for (int i = 0; i < _services.Options.Turn.MailsMax; i++)
        {
            if (_outbound.TurnIsFull)
            {
                return true;
            }

            if (_arrivals.IsUnderWay)
            {
                TakeMessages();
                continue;
            }

            if (_desk.HasRetained)
            {
                _desk.DeliverRetained(this, ref _outbound.Account);
                continue;
            }

            if (_desk.TryUnpark(out Mail mail))
            {
                Handle(mail);
                continue;
            }

            if (!TryTake(out mail))
            {
                return false;
            }

            if (!_desk.Parks(mail))
            {
                Handle(mail);
            }
        }

        return true;
    }

    /// <summary>Made when the first acknowledgement comes or is owed: most sessions only ever subscribe.</summary>
    private ExactlyOnce ExactlyOnce => _exactlyOnce ??= new ExactlyOnce(_services, this, _outbound);

    /// <summary>The one switch over what a session can be told.</summary>
    private void Handle(in Mail mail)
    {
        switch (mail.Kind)
        {
            case MailKind.Deliver:
                _arrivals.Begin(mail);
                TakeMessages();
                break;
            case MailKind.ClientAcknowledges:
                if (!ExactlyOnce.ClientAcknowledges(mail.Run))
                {
                    _lifecycle.Close(CloseReasons.AckOutOfPlace);
                }

                break;
            case MailKind.AcknowledgeClient:
                ExactlyOnce.AcknowledgeClient(mail.Run, (Pledge?)mail.Body);
                break;
            case MailKind.PledgeKept:
                ExactlyOnce.PledgeKept();
                _lifecycle.PledgeKept();
                break;
            case MailKind.Stored:
                Stored(mail.Body!);
                break;
            case MailKind.HandedOver:
                HandedOver((HandOver)mail.Body!);
                break;
            case MailKind.PageRead or MailKind.ReadAgain:
                PageRead(mail);
                break;
            case MailKind.FilterRequest:
                _desk.Take((FilterRequest)mail.Body!, _services);
                break;
            case MailKind.Routed:
                Routed(mail.Body as FilterRequest);
                break;
            case MailKind.Timer:
                _lifecycle.TimerRang((TimerEntry)mail.Body!);
                break;
            default:
                _lifecycle.Handle(mail);
                break;
        }
    }

    private void Stored(object stored)
    {
        switch (stored)
        {
            case QueuedRun run when run.Life == Life:
                _outbound.Kept?.Stored(run);
                break;
            case ExchangeStep step:
                ExactlyOnce.Stored(step);
                break;
            case SubscriptionStep step:
                _desk.Stored(step.Request);
                break;
            case SessionRecord record:
                _lifecycle.Ended(record);
                break;
            default:
                break;
        }
    }

    private void HandedOver(HandOver handOver)
    {
        if (handOver.Life == Life)
        {
            _outbound.Kept?.HasLeft(handOver);
        }
    }

    private void PageRead(in Mail mail)
    {
        if (mail.Number != Life || _outbound.Kept is not { } kept)
        {
            return;
        }

        if (mail.Kind == MailKind.ReadAgain)
        {
            kept.PageCame();
        }
        else
        {
            _outbound.TakePage((QueuePage?)mail.Body, this);
        }
    }

    private void Routed(FilterRequest? request)
    {
        if (request is null)
        {
            _lifecycle.Cleared();
        }
        else
        {
            _desk.Routed(request);
        }
    }

    private void TakeMessages() => TakeOffBacklog(_arrivals.Take(this, _outbound));

    private void Report()
    {
        _outbound.ReportProgress();
        long bytes = _outbound.Bytes;
        if (bytes != _reportedBytes)
        {
            _services.Memory.Report(bytes - _reportedBytes);
            _reportedBytes = bytes;
        }

        Volatile.Write(ref _inflightCount, _outbound.InflightCount);
        Volatile.Write(ref _queuedCount, _outbound.QueuedCount);
        _outbound.Account.Enter(_services.Ledger);
    }
}
