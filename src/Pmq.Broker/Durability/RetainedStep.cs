using System.Buffers;
using System.Text;
using Pmq.Broker.Messages;
using Pmq.Broker.Routing;

namespace Pmq.Broker.Durability;

/// <summary>
/// The message that is retained for a topic now, or that none is. The router posts them in the order in which it carries
/// them out, so that the store ends with what the node has.
/// </summary>
/// <remarks>Owner: thread-safe; the message is the journal's as soon as it takes it, and the router's before.</remarks>
/// <param name="messages">The message, alone in its block; empty when none is retained any longer.</param>
/// <param name="pledge">Whose promise it is a part of; null when nobody waits.</param>
internal sealed class RetainedStep(MessageBlock messages, Pledge? pledge) : JournalEntry
{
    /// <summary>The number of the form, which the record begins with.</summary>
    internal const byte Form = 1;

    private MessageBlock? _messages = messages;

    /// <summary>Writes another message of the topic instead; false when it is too late.</summary>
    public bool TryReplace(MessageBlock messages)
    {
        MessageBlock? before = Volatile.Read(ref _messages);
        return before is not null
            && ReferenceEquals(Interlocked.CompareExchange(ref _messages, messages, before), before);
    }

    /// <summary>Writes nothing, if it is not too late.</summary>
    public void Withdraw() => Interlocked.Exchange(ref _messages, null);

    public override bool Write(BatchWriter batch)
    {
        if (Interlocked.Exchange(ref _messages, null) is not { } taken)
        {
            return false;
        }

        Message message = taken.First;
        byte[] topic = message.Topic.ToArray();
        batch.Add(new RetainedChange(topic, message.Payload.IsEmpty ? default : RecordOf(message, batch.Clock)));
        return true;
    }

    public override void Committed() => pledge?.Release();

    /// <summary>The message of a record; the publisher is looked up by its name.</summary>
    public static Message Read(ReadOnlyMemory<byte> record, WallClock clock, Func<string, DeliveryTarget> publishers)
    {
        var reader = new RecordReader(record.Span);
        byte form = reader.Byte();
        Invariant.That(form == Form, "A stored message has a form that this program does not know.");
        ReadOnlySpan<byte> name = reader.Bytes();
        DeliveryTarget? publisher = name.IsEmpty ? null : publishers(Encoding.UTF8.GetString(name));
        MessageTraits traits = MessageRecord.Read(ref reader, clock, publisher);
        return MessageBlock.CopyOf(reader.Bytes(), 1, traits).First;
    }

    private static ReadOnlyMemory<byte> RecordOf(Message message, WallClock clock)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new RecordWriter(output);
        writer.Byte(Form);
        MessageRecord.WriteName(writer, message.Publisher);
        MessageRecord.Write(writer, message.Block.Traits, clock);
        writer.Bytes(message.Packet);
        return output.WrittenMemory;
    }
}
