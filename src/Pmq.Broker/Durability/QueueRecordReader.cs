using Pmq.Broker.Messages;
using Pmq.Broker.Routing;
using Pmq.Protocol;

namespace Pmq.Broker.Durability;

/// <summary>Reads the entries of a row of queued messages, run by run.</summary>
internal ref struct QueueRecordReader
{
    private readonly DeliveryTarget? _target;
    private readonly WallClock? _clock;
    private readonly ReadOnlySpan<byte> _shared;
    private RecordReader _reader;

    /// <summary>Reads what is delivered to a target.</summary>
    public QueueRecordReader(in QueueRow row, DeliveryTarget target, WallClock clock)
        : this(row)
    {
        _target = target;
        _clock = clock;
    }

    /// <summary>Reads what is only looked at: the messages expire by the wall clock.</summary>
    public QueueRecordReader(in QueueRow row)
    {
        _shared = row.Messages.Span;
        _reader = new RecordReader(row.Entries.Span);
        byte form = _reader.Byte();
        Invariant.That(form == QueueRecordWriter.Form, "A row of queued messages has a form that this program does not know.");
    }

    /// <summary>The next run, if there is one: its messages and how they are delivered.</summary>
    public bool TryRead(out MessageBlock block, out Delivery delivery)
    {
        bool found = TryRead(out block, out QueuedForm form);
        delivery = found ? new Delivery(_target!, form.QoS, form.RetainAsPublished, form.SubscriptionIds) : null!;
        return found;
    }

    /// <summary>The next run, if there is one: its messages and how they are to be delivered.</summary>
    public bool TryRead(out MessageBlock block, out QueuedForm form)
    {
        block = null!;
        form = default;
        if (_reader.IsAtEnd)
        {
            return false;
        }

        byte flags = _reader.Byte();
        int count = (int)_reader.Number();
        MessageTraits traits = MessageRecord.Read(ref _reader, out long expiresAt);
        var identifiers = new uint[_reader.Number()];
        for (int i = 0; i < identifiers.Length; i++)
        {
            identifiers[i] = (uint)_reader.Number();
        }

        long timestamp = _clock?.TimestampOf(expiresAt) ?? Message.NeverExpires;
        block = MessageBlock.CopyOf(Packets(flags), count, traits with { ExpiresAt = timestamp });
        bool retainAsPublished = (flags & QueueRecordWriter.RetainAsPublishedBit) != 0;
        form = new QueuedForm((QoS)(flags & 0b0011), retainAsPublished, identifiers, expiresAt);
        return true;
    }

    private ReadOnlySpan<byte> Packets(byte flags)
    {
        if ((flags & QueueRecordWriter.SharedBit) == 0)
        {
            return _reader.Bytes();
        }

        int offset = (int)_reader.Number();
        int length = (int)_reader.Number();
        return _shared.Slice(offset, length);
    }
}
