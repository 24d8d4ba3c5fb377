using System.Buffers;
using System.Text;
using Pmq.Broker.Messages;
using Pmq.Broker.Routing;

namespace Pmq.Broker.Durability;

/// <summary>
/// Takes apart what stores keep in the engine's form, for those who look at it from outside, and puts it together
/// again.
/// </summary>
public static class StoredForm
{
    /// <summary>A message that is retained.</summary>
    public static StoredMessage Retained(in RetainedChange retained)
    {
        var reader = new RecordReader(retained.Message.Span);
        CheckForm(reader.Byte(), RetainedStep.Form);
        string publisher = Encoding.UTF8.GetString(reader.Bytes());
        MessageTraits traits = MessageRecord.Read(ref reader, out long expiresAt);
        Message message = MessageBlock.CopyOf(reader.Bytes(), 1, traits).First;
        return Of(message, expiresAt) with { Publisher = publisher };
    }

    /// <summary>A session's will; null when it has none.</summary>
    public static StoredWill? Will(StoredSession session)
    {
        if (session.Will.IsEmpty)
        {
            return null;
        }

        var reader = new RecordReader(session.Will.Span);
        CheckForm(reader.Byte(), WillRecord.Form);
        var delay = (uint)reader.Number();
        long expiry = reader.Number();
        MessageTraits traits = MessageRecord.Read(ref reader, out long expiresAt);
        Message message = MessageBlock.CopyOf(reader.Bytes(), 1, traits).First;
        return new StoredWill(Of(message, expiresAt), delay, expiry == 0 ? null : (uint)(expiry - 1));
    }

    /// <summary>The messages of a row, by their numbers.</summary>
    public static IReadOnlyList<StoredDelivery> Queued(in QueueRow row)
    {
        List<StoredDelivery> found = [];
        var reader = new QueueRecordReader(row);
        long sequence = row.Span.First;
        while (reader.TryRead(out MessageBlock block, out QueuedForm form))
        {
            foreach (Message message in block)
            {
                StoredMessage stored = Of(message, form.ExpiresAt);
                found.Add(new StoredDelivery(sequence++, stored, form.QoS, form.RetainAsPublished, form.SubscriptionIds));
            }
        }

        return found;
    }

    /// <summary>A will as a store keeps it.</summary>
    internal static ReadOnlyMemory<byte> Of(StoredWill? will)
    {
        if (will is null)
        {
            return default;
        }

        var output = new ArrayBufferWriter<byte>();
        var writer = new RecordWriter(output);
        writer.Byte(WillRecord.Form);
        writer.Number((ulong)will.DelaySeconds);
        writer.Number(will.ExpirySeconds is { } seconds ? seconds + 1L : 0L);
        MessageBlock block = BlockOf(will.Message, Message.NeverExpires, publisher: null);
        MessageRecord.Write(writer, block.Traits, expiresAt: 0);
        writer.Bytes(block.Bytes);
        return output.WrittenMemory;
    }

    /// <summary>A row of messages whose numbers follow each other.</summary>
    internal static QueueRow RowOf(long session, IReadOnlyList<StoredDelivery> deliveries)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new RecordWriter(output);
        writer.Byte(QueueRecordWriter.Form);
        long bytes = 0;
        foreach (StoredDelivery delivery in deliveries)
        {
            MessageBlock block = BlockOf(delivery.Message, Message.NeverExpires, publisher: null);
            bytes += block.First.Size;
            Write(writer, delivery, block);
        }

        var span = new QueueSpan(deliveries[0].Sequence, deliveries[^1].Sequence, bytes);
        return new QueueRow(session, span, output.WrittenMemory, default);
    }

    /// <summary>The message as it goes through the node.</summary>
    internal static MessageBlock BlockOf(StoredMessage message, long expiresAt, DeliveryTarget? publisher) =>
        MessageBlockWriter.Write(
            message.Topic.Span,
            message.Properties.Span,
            message.Payload.Span,
            new MessageTraits(
                message.Topic.Length,
                message.QoS,
                message.Retain,
                IsMqtt5: !message.Properties.IsEmpty,
                expiresAt,
                publisher));

    private static void Write(RecordWriter writer, StoredDelivery delivery, MessageBlock block)
    {
        int flags = (int)delivery.QoS | (delivery.RetainAsPublished ? QueueRecordWriter.RetainAsPublishedBit : 0);
        writer.Byte((byte)flags);
        writer.Number(1L);
        MessageRecord.Write(writer, block.Traits, delivery.Message.ExpiresAt);
        writer.Number((long)delivery.SubscriptionIds.Count);
        foreach (uint identifier in delivery.SubscriptionIds)
        {
            writer.Number((ulong)identifier);
        }

        writer.Bytes(block.Bytes);
    }

    private static StoredMessage Of(Message message, long expiresAt) =>
        new(message.Topic.ToArray(), message.Payload.ToArray())
        {
            QoS = message.QoS,
            Retain = message.Retain,
            Properties = message.Properties.ToArray(),
            ExpiresAt = expiresAt,
        };

    private static void CheckForm(byte form, byte known) =>
        Invariant.That(form == known, "What a store keeps has a form that this program does not know.");
}
