using System.Buffers;
using System.Text;
using Pmq.Broker.Messages;
using Pmq.Broker.Routing;

namespace Pmq.Broker.Durability;

/// <summary>
/// The message that is retained for a topic now, or that none is. The router posts them in the order in which it carries
/// them out, so that the store ends with what the node has.
/// </summary>
/// <remarks>Owner: immutable.</remarks>
/// <param name="message">The message; empty when none is retained any longer.</param>
/// <param name="pledge">Whose promise it is a part of; null when nobody waits.</param>
internal sealed class RetainedStep(Message message, Pledge? pledge) : JournalEntry
{
    /// <summary>The number of the form, which the record begins with.</summary>
    internal const byte Form = 1;

    public override bool Write(BatchWriter batch)
    {
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
