using System.Buffers;
using Pmq.Broker.Connections;
using Pmq.Broker.Messages;

namespace Pmq.Broker.Durability;

/// <summary>A will in the form that stores keep.</summary>
internal static class WillRecord
{
    /// <summary>The number of the form, which the record begins with.</summary>
    internal const byte Form = 1;

    public static ReadOnlyMemory<byte> Write(WillSpec? will, WallClock clock)
    {
        if (will is null)
        {
            return default;
        }

        var output = new ArrayBufferWriter<byte>();
        var writer = new RecordWriter(output);
        writer.Byte(Form);
        writer.Number(will.DelaySeconds);

        // One more than the seconds, so that zero is free to mean none.
        writer.Number(will.ExpirySeconds is { } seconds ? seconds + 1L : 0L);
        MessageRecord.Write(writer, will.Message.Block.Traits, clock);
        writer.Bytes(will.Message.Packet);
        return output.WrittenMemory;
    }

    public static WillSpec? Read(ReadOnlyMemory<byte> record, WallClock clock)
    {
        if (record.IsEmpty)
        {
            return null;
        }

        var reader = new RecordReader(record.Span);
        byte form = reader.Byte();
        Invariant.That(form == Form, "A stored will has a form that this program does not know.");
        var delay = (uint)reader.Number();
        long expiry = reader.Number();
        MessageTraits traits = MessageRecord.Read(ref reader, clock, publisher: null);
        Message message = MessageBlock.CopyOf(reader.Bytes(), 1, traits).First;
        return new WillSpec(message, delay, expiry == 0 ? null : (uint)(expiry - 1));
    }
}
