using System.Text;
using Pmq.Broker.Messages;

namespace Pmq.Broker.Durability;

/// <summary>Takes apart what stores keep in the engine's form, for those who look at it from outside.</summary>
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
