using Pmq.Broker;
using Pmq.Broker.Durability;
using Pmq.Management.Exports;
using Pmq.Protocol;

namespace Pmq.Management.Imports;

/// <summary>Makes sessions, and what waits for them, of lines.</summary>
internal static class SessionReader
{
    private const int RetainHandlingMax = 2;

    /// <summary>The session of a line.</summary>
    /// <exception cref="LineException">It is none.</exception>
    public static ImportedSession Session(SessionLine line, BrokerNode node, TimeProvider clock)
    {
        if (ContentReader.Bytes(line.ClientId, "client identifier").Length == 0 || line.ExpirySeconds == 0)
        {
            throw new LineException("A session to be kept has a client identifier and outlives its connection.");
        }

        if (line.AcknowledgedUpTo < 0)
        {
            throw new LineException("A queue's numbers are not below zero.");
        }

        // A client that was connected has left the other node by now, as far as this one knows, and its will is not
        // due: it did not break off. What it was sent nobody knows.
        bool wasOnline = line.OfflineSince is null;
        return new ImportedSession(line.ClientId, line.ExpirySeconds)
        {
            OfflineSince = wasOnline
                ? clock.GetUtcNow().ToUnixTimeMilliseconds()
                : ContentReader.MillisecondsOf(line.OfflineSince),
            AcknowledgedUpTo = line.AcknowledgedUpTo,
            SentUpTo = wasOnline ? line.AcknowledgedUpTo + node.Options.Session.InflightMax : line.SentUpTo,
            Released = [.. (line.Released ?? []).Where(number => number > line.AcknowledgedUpTo).Order()],
            Unreleased = [.. (line.Unreleased ?? []).Select(PacketIdOf)],
            Subscriptions = [.. line.Subscriptions.Select(Subscription)],
            Will = wasOnline || line.Will is null ? null : Will(line.Will),
        };
    }

    /// <summary>A message that waits.</summary>
    /// <exception cref="LineException">It is none.</exception>
    public static StoredDelivery Queued(QueuedLine line)
    {
        StoredMessage message = ContentReader.Read(line) with { Retain = line.Retain };
        QoS granted = ContentReader.QoSOf(line.GrantedQos);
        return granted == QoS.AtMostOnce || message.QoS == QoS.AtMostOnce
            ? throw new LineException("Messages of QoS 0 are not kept for sessions.")
            : new StoredDelivery(line.Sequence, message, granted, line.RetainAsPublished, line.SubscriptionIds ?? []);
    }

    private static ushort PacketIdOf(int id) => id is > 0 and <= ushort.MaxValue
        ? (ushort)id
        : throw new LineException($"{id} is no packet identifier.");

    private static SubscriptionChange Subscription(SubscriptionPart part)
    {
        byte[] filter = ContentReader.Bytes(part.Filter, "topic filter");
        if (TopicFilter.Check(new ByteView(filter), ProtocolVersion.Mqtt5) is not null)
        {
            throw new LineException($"'{part.Filter}' is no topic filter.");
        }

        if (part.RetainHandling is < 0 or > RetainHandlingMax)
        {
            throw new LineException($"The retain handling is {part.RetainHandling}; allowed is 0, 1 or 2.");
        }

        var options = new SubscriptionOptions(
            ContentReader.QoSOf(part.Qos), part.NoLocal, part.RetainAsPublished, (RetainHandling)part.RetainHandling);
        return new SubscriptionChange(0, filter, options.Bits, part.Id ?? 0);
    }

    private static StoredWill Will(WillPart part)
    {
        StoredMessage message = ContentReader.Read(part) with { Retain = part.Retain, ExpiresAt = 0 };
        return new StoredWill(message, part.DelaySeconds, part.ExpirySeconds);
    }
}
