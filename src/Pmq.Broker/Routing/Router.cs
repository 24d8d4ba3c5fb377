using Pmq.Broker.Durability;
using Pmq.Broker.Messages;
using Pmq.Broker.Retained;
using Pmq.Broker.Sessions;
using Pmq.Broker.Timers;
using Pmq.Broker.Turns;
using Pmq.Protocol;

namespace Pmq.Broker.Routing;

/// <summary>
/// The one writer of the route table and the keeper of retained messages. Because one turn does both, a new
/// subscription and the retained messages it finds belong to the same moment.
/// </summary>
/// <remarks>Owner: its own turn (the route writer).</remarks>
internal sealed class Router : Actor<RouterMail>, ITimerTarget
{
    private readonly BrokerServices _services;
    private readonly RetainedMessages _retained;
    private readonly Matcher _lateMatcher;

    public Router(BrokerServices services)
        : base(services.Scheduler)
    {
        _services = services;
        Table = new RouteTable(services.Options.Subscription.SharedStrategy, services.Random);
        _lateMatcher = new Matcher(Table, DeliveryMode.Overlap);
        _retained = new RetainedMessages(services, this);
    }

    /// <summary>The table; everybody reads it.</summary>
    public RouteTable Table { get; }

    /// <summary>How many messages are retained. Any thread may ask.</summary>
    public int RetainedCount => _retained.Count;

    /// <summary>Carries a SUBSCRIBE or UNSUBSCRIBE out.</summary>
    public void Submit(FilterRequest request) => Post(new RouterMail(RouterMailKind.Request, request));

    /// <summary>Removes all subscriptions of a session, which then gets a mail.</summary>
    public void RemoveAll(Session session) => Post(new RouterMail(RouterMailKind.RemoveAll, session));

    /// <summary>Adds the subscriptions of a session that comes from another node, which is told then.</summary>
    public void Adopt(Session session, SessionImport import) =>
        Post(new RouterMail(RouterMailKind.Adopt, new AdoptedSession(session, import)));

    /// <summary>Retains the last of the messages, or deletes when it is empty.</summary>
    public void Retain(in RetainRequest request) =>
        Post(new RouterMail(RouterMailKind.Retain, request.Messages, request.Generation));

    /// <summary>Retains or deletes one after the other.</summary>
    public void Retain(RetainRequest[] requests) => Post(new RouterMail(RouterMailKind.RetainSeveral, requests));

    /// <summary>Adds a subscription that the store has kept, before the node takes clients.</summary>
    public void Restore(Session session, in SubscriptionSpec spec) => Table.Add(session, spec, out _);

    /// <summary>Adds a retained message that the store has kept, before the node takes clients.</summary>
    public void Restore(Message message) => _retained.Restore(message);

    /// <summary>Everything that the store has kept is there: what has expired may go, and the next is waited for.</summary>
    public void IsRestored() => Post(new RouterMail(RouterMailKind.Expire));

    void ITimerTarget.TimerFired(TimerEntry entry) => Post(new RouterMail(RouterMailKind.Expire));

    protected override bool RunTurn()
    {
        for (int i = 0; i < _services.Options.Turn.MailsMax; i++)
        {
            if (!TryTake(out RouterMail mail))
            {
                return false;
            }

            Handle(mail);
        }

        return true;
    }

    private void Handle(in RouterMail mail)
    {
        switch (mail.Kind)
        {
            case RouterMailKind.Request:
                CarryOut((FilterRequest)mail.Body!);
                break;
            case RouterMailKind.RemoveAll:
                var session = (Session)mail.Body!;
                Table.RemoveAll(session);
                session.Post(new Mail(MailKind.Routed));
                break;
            case RouterMailKind.Adopt:
                ((AdoptedSession)mail.Body!).AddTo(this);
                break;
            case RouterMailKind.Retain:
                CarryOut(new RetainRequest((MessageBlock)mail.Body!, mail.Generation));
                break;
            case RouterMailKind.RetainSeveral:
                foreach (RetainRequest request in (RetainRequest[])mail.Body!)
                {
                    CarryOut(request);
                }

                break;
            default:
                _retained.DropExpired();
                break;
        }
    }

    private void CarryOut(in RetainRequest request)
    {
        Message last = request.Messages.First;
        foreach (Message message in request.Messages)
        {
            last = message;
        }

        DeliverToLate(request.Messages, request.Generation);
        _retained.Take(last.Alone(), request.Messages.Pledge);
    }

    private void CarryOut(FilterRequest request)
    {
        for (int i = 0; i < request.Entries.Length; i++)
        {
            if (request.IsUnsubscribe)
            {
                bool existed = Table.Remove(request.Session, request.Entries[i].Filter);
                request.Codes[i] = existed ? ReasonCode.Success : ReasonCode.NoSubscriptionExisted;
            }
            else if (!request.Codes[i].IsFailure())
            {
                Subscribe(request, request.Entries[i]);
            }
        }

        request.Session.Post(new Mail(MailKind.Routed, request));
    }

    private void Subscribe(FilterRequest request, in SubscriptionEntry entry)
    {
        Subscription subscription = Table.Add(
            request.Session,
            new SubscriptionSpec(
                entry.Filter,
                entry.Options.QoS,
                entry.Options.NoLocal,
                entry.Options.RetainAsPublished,
                request.SubscriptionId),
            out bool replaced);
        bool wantsRetained = entry.Options.RetainHandling == RetainHandling.Always
            || (entry.Options.RetainHandling == RetainHandling.OnlyNew && !replaced);
        if (!wantsRetained || subscription.Group is not null)
        {
            return;
        }

        // Towards a new subscription the retain flag is set whatever its options say [MQTT-3.3.1-8].
        var delivery = new Delivery(
            request.Session, entry.Options.QoS, retainAsPublished: true, subscription.SubscriptionIds);

        // No local goes by the client identifier [MQTT-3.8.3-3]; the session may be another by now.
        string? except = entry.Options.NoLocal ? request.Session.Name : null;
        if (_retained.Find(entry.Filter, except) is { } found)
        {
            request.Add(found, delivery);
        }
    }

    /// <summary>
    /// Between the match of a retained message and its coming here, subscriptions may have been added: they neither
    /// were matched nor found it retained. They get it now, as if it had been published after them.
    /// </summary>
    private void DeliverToLate(MessageBlock block, long generation)
    {
        if (Table.Generation == generation)
        {
            return;
        }

        foreach (Delivery delivery in _lateMatcher.Match(block.Topic, block.Traits.Publisher).Deliveries)
        {
            if (delivery is Subscription subscription && subscription.AddedAt > generation)
            {
                var page = new Accounting.LedgerPage { Accepted = block.Count };
                _services.Ledger.Enter(ref page);
                if (delivery.Keeps)
                {
                    block.Pledge?.Hold();
                }

                if (delivery.Target.PostMessages(delivery, block, block.Count))
                {
                    delivery.Target.Wake();
                }
            }
        }
    }
}
