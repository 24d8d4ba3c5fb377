using System.Buffers;
using Pmq.Broker.Messages;
using Pmq.Broker.Routing;

namespace Pmq.Broker.Durability;

/// <summary>Writes the entries of a row of queued messages: <see cref="QueueRecordReader"/> reads them.</summary>
internal readonly struct QueueRecordWriter
{
    /// <summary>The number of the form, which the record begins with.</summary>
    public const byte Form = 1;

    internal const byte RetainAsPublishedBit = 0b0100;
    internal const byte SharedBit = 0b1000;

    private readonly ArrayBufferWriter<byte> _output;
    private readonly WallClock _clock;

    public QueueRecordWriter(ArrayBufferWriter<byte> output, WallClock clock)
    {
        _output = output;
        _clock = clock;
        new RecordWriter(output).Byte(Form);
    }

    /// <summary>Adds a run; true when its messages lie among the shared ones.</summary>
    public bool Write(QueuedRun run, SharedMessages shared)
    {
        var writer = new RecordWriter(_output);
        bool isShared = shared.TryPlace(run, out int offset);
        Delivery delivery = run.Delivery;
        int flags = (int)delivery.QoS | (delivery.RetainAsPublished ? RetainAsPublishedBit : 0) | (isShared ? SharedBit : 0);
        writer.Byte((byte)flags);
        writer.Number(run.Count);
        MessageRecord.Write(writer, run.Block.Traits, _clock);
        writer.Number(delivery.SubscriptionIds.Length);
        foreach (uint identifier in delivery.SubscriptionIds)
        {
            writer.Number(identifier);
        }

        if (isShared)
        {
            writer.Number(offset);
            writer.Number(run.PacketBytes);
        }
        else
        {
            writer.Number(run.PacketBytes);
            WritePackets(run);
        }

        return isShared;
    }

    private void WritePackets(QueuedRun run)
    {
        MessageRun messages = run.Messages;
        while (messages.Count > 0)
        {
            _output.Write(messages.Take().Packet);
        }
    }
}
