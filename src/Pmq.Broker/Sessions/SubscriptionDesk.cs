using System.Buffers;
using Pmq.Broker.Connections;
using Pmq.Broker.Durability;
using Pmq.Broker.Outbound;
using Pmq.Protocol;

namespace Pmq.Broker.Sessions;

/// <summary>
/// Checks requests, sends them to the router and answers them. While one is on its way, messages are parked, so that a
/// client sees SUBACK first, then retained messages, then what was published later.
/// </summary>
/// <remarks>Owner: session turn. A struct, because it is a part of <see cref="Session"/>.</remarks>
internal struct SubscriptionDesk
{
    private Queue<Mail>? _parked;
    private Queue<RetainedCopies>? _retained;
    private int _delivered;
    private int _underWay;

    /// <summary>True while the router has a request of the session.</summary>
    public readonly bool IsWaiting => _underWay > 0;

    /// <summary>True when retained messages are still to be delivered, before anything else.</summary>
    public readonly bool HasRetained => _retained is not null;

    /// <summary>Keeps a message mail for later; false when there is no need to.</summary>
    public bool Parks(in Mail mail)
    {
        if (mail.Kind != MailKind.Deliver || (_underWay == 0 && _parked is null))
        {
            return false;
        }

        (_parked ??= new Queue<Mail>()).Enqueue(mail);
        return true;
    }

    /// <summary>Takes a request from the client.</summary>
    public void Take(FilterRequest request, BrokerServices services)
    {
        if (!request.IsUnsubscribe)
        {
            int held = request.Session.Subscriptions.Count;
            for (int i = 0; i < request.Entries.Length; i++)
            {
                request.Codes[i] = SubscriptionRules.Check(
                    request.Entries[i], request.SubscriptionId, held, services.Options.Subscription);
                held += request.Codes[i].IsFailure() ? 0 : 1;
            }
        }

        _underWay++;
        services.Router.Submit(request);
    }

    /// <summary>
    /// The router has carried it out: it is answered, and what was retained and what was parked follow, as soon as a kept
    /// session has it in the store.
    /// </summary>
    public void Routed(FilterRequest request)
    {
        if (request.Session.IsKept)
        {
            request.Session.Services.Journal.Post(new SubscriptionStep(request, request.Session.Key));
        }
        else
        {
            Stored(request);
        }
    }

    /// <summary>What the request has changed is safe, where it is to be.</summary>
    public void Stored(FilterRequest request)
    {
        _underWay--;
        ClientLink? link = request.Session.Lifecycle.Link;
        if (link is { Closing: null } && ReferenceEquals(link.Connection, request.Connection))
        {
            Answer(link, request);
            if (request.Retained is { } found)
            {
                Keep(found);
            }

            link.Inbound.Requests.Done(link.Connection.Outlet);
        }
    }

    /// <summary>Delivers retained messages as far as the turn goes; a queue should not have to hold the rest.</summary>
    public void DeliverRetained(Session session, ref Account account)
    {
        RetainedCopies copies = _retained!.Peek();
        int before = _delivered;
        while (!session.TurnIsFull && _delivered < copies.Messages.Count)
        {
            session.Deliver(copies.Messages[_delivered++], copies.Delivery);
        }

        account.Accepted(_delivered - before);
        if (_delivered < copies.Messages.Count)
        {
            return;
        }

        _delivered = 0;
        _retained.Dequeue();
        if (_retained.Count == 0)
        {
            _retained = null;
        }
    }

    /// <summary>The next mail that was parked and need not be any longer.</summary>
    public bool TryUnpark(out Mail mail)
    {
        if (_parked is null || _underWay > 0)
        {
            mail = default;
            return false;
        }

        mail = _parked.Dequeue();
        if (_parked.Count == 0)
        {
            _parked = null;
        }

        return true;
    }

    private void Keep(List<RetainedCopies> found)
    {
        _retained ??= new Queue<RetainedCopies>();
        foreach (RetainedCopies copies in found)
        {
            _retained.Enqueue(copies);
        }
    }

    private static void Answer(ClientLink link, FilterRequest request)
    {
        PacketType type = request.IsUnsubscribe ? PacketType.Unsuback : PacketType.Suback;
        ClientTerms terms = link.Terms;
        if (terms.MaximumPacketSize == int.MaxValue)
        {
            SubackEncoder.Write(link.Writer, terms.Version, type, request.PacketId, request.Codes);
            return;
        }

        var answer = new ArrayBufferWriter<byte>();
        int size = SubackEncoder.Write(answer, terms.Version, type, request.PacketId, request.Codes);

        // [MQTT-3.1.2-25]: what is too large for the client is left out, as if it had been sent.
        if (size <= terms.MaximumPacketSize)
        {
            link.Writer.Write(answer.WrittenSpan);
        }
    }
}
