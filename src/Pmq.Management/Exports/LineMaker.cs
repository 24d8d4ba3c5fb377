using Pmq.Broker.Durability;
using Pmq.Protocol;

namespace Pmq.Management.Exports;

/// <summary>Makes the lines of an export of what a store keeps.</summary>
internal static class LineMaker
{
    public static RetainedLine Retained(in RetainedChange retained)
    {
        StoredMessage message = StoredForm.Retained(retained);
        string? text = MessageForm.TextOf(message.Payload);
        return new RetainedLine
        {
            Topic = MessageForm.StringOf(message.Topic),
            Text = text,
            Payload = MessageForm.BytesOf(message.Payload, text),
            Qos = (int)message.QoS,
            Properties = MessageForm.PropertiesOf(message),
            Expires = MessageForm.TimeOf(message.ExpiresAt),
            Publisher = message.Publisher.Length == 0 ? null : message.Publisher,
        };
    }

    public static SessionLine Session(SessionSnapshot snapshot)
    {
        StoredSession session = snapshot.Session;
        return new SessionLine
        {
            ClientId = session.ClientId,
            ExpirySeconds = session.ExpirySeconds,
            OfflineSince = MessageForm.TimeOf(session.OfflineSince),
            AcknowledgedUpTo = snapshot.AcknowledgedUpTo,
            SentUpTo = session.SentUpTo,
            Released = snapshot.Released.Count == 0 ? null : snapshot.Released,
            Unreleased = snapshot.Unreleased.Count == 0 ? null : [.. snapshot.Unreleased.SelectMany(IdentifiersOf)],
            Subscriptions = [.. snapshot.Subscriptions.Select(Subscription)],
            Will = StoredForm.Will(session) is { } will ? Will(will) : null,
        };
    }

    public static QueuedLine Queued(string clientId, StoredDelivery delivery)
    {
        StoredMessage message = delivery.Message;
        string? text = MessageForm.TextOf(message.Payload);
        return new QueuedLine
        {
            ClientId = clientId,
            Sequence = delivery.Sequence,
            Topic = MessageForm.StringOf(message.Topic),
            Text = text,
            Payload = MessageForm.BytesOf(message.Payload, text),
            Qos = (int)message.QoS,
            Retain = message.Retain,
            GrantedQos = (int)delivery.QoS,
            RetainAsPublished = delivery.RetainAsPublished,
            SubscriptionIds = delivery.SubscriptionIds.Count == 0 ? null : delivery.SubscriptionIds,
            Properties = MessageForm.PropertiesOf(message),
            Expires = MessageForm.TimeOf(message.ExpiresAt),
        };
    }

    private static IEnumerable<int> IdentifiersOf(UnreleasedChange run) =>
        Enumerable.Range(run.First, run.Count).Select(id => id & ushort.MaxValue);

    private static SubscriptionPart Subscription(SubscriptionChange change)
    {
        var options = new SubscriptionOptions(change.Options.GetValueOrDefault());
        return new SubscriptionPart(MessageForm.StringOf(change.Filter), (int)options.QoS)
        {
            NoLocal = options.NoLocal,
            RetainAsPublished = options.RetainAsPublished,
            RetainHandling = (int)options.RetainHandling,
            Id = change.SubscriptionId == 0 ? null : change.SubscriptionId,
        };
    }

    private static WillPart Will(StoredWill will)
    {
        string? text = MessageForm.TextOf(will.Message.Payload);
        return new WillPart
        {
            Topic = MessageForm.StringOf(will.Message.Topic),
            Text = text,
            Payload = MessageForm.BytesOf(will.Message.Payload, text),
            Qos = (int)will.Message.QoS,
            Retain = will.Message.Retain,
            Properties = MessageForm.PropertiesOf(will.Message),
            DelaySeconds = will.DelaySeconds,
            ExpirySeconds = will.ExpirySeconds,
        };
    }
}
