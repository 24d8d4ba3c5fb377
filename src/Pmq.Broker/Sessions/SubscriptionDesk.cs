using System.Buffers;
using Pmq.Protocol;

namespace Pmq.Broker.Sessions;

/// <summary>
/// Checks requests, sends them to the router and answers them. While one is on its way, messages are parked, so that a
/// client sees SUBACK first, then retained messages, then what was published later.
/// </summary>
/// <remarks>Owner: session turn.</remarks>
internal sealed class SubscriptionDesk(BrokerServices services, Session session, Account account)
{
    private readonly Queue<Mail> _parked = new();
    private Queue<RetainedCopy>? _retained;
    private int _underWay;

    /// <summary>True when retained messages are still to be delivered, before anything else.</summary>
    public bool HasRetained => _retained is not null;

    /// <summary>Keeps a message mail for later; false when there is no need to.</summary>
    public bool Parks(in Mail mail)
    {
        if (mail.Kind != MailKind.Deliver || (_underWay == 0 && _parked.Count == 0))
        {
            return false;
        }

        _parked.Enqueue(mail);
        return true;
    }

    /// <summary>Takes a request from the client.</summary>
    public void Take(FilterRequest request)
    {
        if (!request.IsUnsubscribe)
        {
            int held = session.Subscriptions.Count;
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

    /// <summary>The router has carried it out: answers; what was retained and what was parked follow.</summary>
    public void Routed(FilterRequest request)
    {
        _underWay--;
        ClientLink? link = session.Lifecycle.Link;
        if (link is { Closing: null } && ReferenceEquals(link.Connection, request.Connection))
        {
            Answer(link, request);
            foreach (RetainedCopy copy in request.Retained ?? [])
            {
                (_retained ??= new Queue<RetainedCopy>()).Enqueue(copy);
            }

            link.Inbound.Requests.Done();
        }
    }

    /// <summary>Delivers retained messages as far as the turn goes; a queue should not have to hold the rest.</summary>
    public void DeliverRetained()
    {
        while (!session.TurnIsFull && _retained!.TryDequeue(out RetainedCopy copy))
        {
            account.Accepted(1);
            session.Deliver(copy.Message, copy.Delivery);
        }

        if (_retained!.Count == 0)
        {
            _retained = null;
        }
    }

    /// <summary>The next mail that was parked and need not be any longer.</summary>
    public bool TryUnpark(out Mail mail)
    {
        mail = default;
        return _underWay == 0 && _parked.TryDequeue(out mail);
    }

    private static void Answer(ClientLink link, FilterRequest request)
    {
        PacketType type = request.IsUnsubscribe ? PacketType.Unsuback : PacketType.Suback;
        var answer = new ArrayBufferWriter<byte>();
        int size = SubackEncoder.Write(answer, link.Request.Version, type, request.PacketId, request.Codes);

        // [MQTT-3.1.2-25]: what is too large for the client is left out, as if it had been sent.
        if (size <= link.Request.MaximumPacketSize)
        {
            link.Writer.Write(answer.WrittenSpan);
        }
    }
}
