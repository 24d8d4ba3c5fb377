using Pmq.Broker.Connections;
using Pmq.Broker.Messages;
using Pmq.Broker.Routing;
using Pmq.Protocol;

namespace Pmq.Broker.Sessions;

/// <summary>
/// A SUBSCRIBE or UNSUBSCRIBE on its way: the session's turn checks it, the router carries it out and adds the retained
/// messages, the session's turn answers.
/// </summary>
/// <remarks>Owner: whoever it was posted to.</remarks>
internal sealed class FilterRequest
{
    private FilterRequest(Session session, ClientConnection connection, SubscriptionEntry[] entries)
    {
        Session = session;
        Connection = connection;
        Entries = entries;
        Codes = new ReasonCode[entries.Length];
    }

    public Session Session { get; }

    /// <summary>The connection that asked; its answer goes to nobody else.</summary>
    public ClientConnection Connection { get; }

    public ushort PacketId { get; private init; }

    public bool IsUnsubscribe { get; private init; }

    /// <summary>The identifier of the subscriptions, or 0.</summary>
    public uint SubscriptionId { get; private init; }

    public SubscriptionEntry[] Entries { get; }

    /// <summary>The answer to each entry; entries whose code is a failure are not carried out.</summary>
    public ReasonCode[] Codes { get; }

    /// <summary>Retained messages for the new subscriptions, in the order of the entries.</summary>
    public List<RetainedCopies>? Retained { get; private set; }

    public static FilterRequest From(
        in SubscribeView subscribe, bool isUnsubscribe, Session session, ClientConnection connection)
    {
        var entries = new SubscriptionEntry[subscribe.Count];
        int i = 0;
        foreach (SubscriptionView entry in subscribe)
        {
            entries[i++] = new SubscriptionEntry(entry.Filter.ToArray(), entry.Options);
        }

        subscribe.Properties.TryGetNumber(PropertyId.SubscriptionIdentifier, out uint identifier);
        return new FilterRequest(session, connection, entries)
        {
            PacketId = subscribe.PacketId,
            IsUnsubscribe = isUnsubscribe,
            SubscriptionId = identifier,
        };
    }

    /// <summary>Adds what a subscription of the request found.</summary>
    public void Add(List<Message> retained, Delivery delivery) =>
        (Retained ??= []).Add(new RetainedCopies(retained, delivery));
}
