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
    private int _underWay;

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

    /// <summary>The router has carried it out: answers, then delivers what was retained and what was parked.</summary>
    public void Routed(FilterRequest request)
    {
        _underWay--;
        ClientLink? link = session.Lifecycle.Link;
        if (link is { Closing: null } && ReferenceEquals(link.Connection, request.Connection))
        {
            Answer(link, request);
            DeliverRetained(request);
            link.Inbound.Requests.Done();
        }

        while (_underWay == 0 && _parked.TryDequeue(out Mail mail))
        {
            session.Handle(mail);
        }
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

    private void DeliverRetained(FilterRequest request)
    {
        if (request.Retained is not { } retained)
        {
            return;
        }

        account.Accepted(retained.Count);
        foreach (RetainedCopy copy in retained)
        {
            session.Deliver(copy.Message, copy.Delivery);
        }
    }
}
