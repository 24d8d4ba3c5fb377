using Pmq.Broker.Accounting;
using Pmq.Protocol;

namespace Pmq.Broker.Outbound;

/// <summary>
/// The messages that wait for a client, first in, first out, bounded in number and in bytes. They lie in a ring; one
/// that leaves from the middle leaves a hole, which the head passes later or a full ring squeezes out. A second ring
/// knows where those of QoS 0 are, because they are the first to go and may pass the others.
/// </summary>
/// <remarks>Owner: session turn.</remarks>
/// <param name="messagesMax">How many may wait; 0: no bound but the bytes.</param>
/// <param name="bytesMax">How much they may count for together.</param>
/// <param name="overflow">What happens when one of the bounds is reached.</param>
internal sealed class MessageQueue(int messagesMax, long bytesMax, QueueOverflow overflow)
{
    private const int FirstCapacity = 8;

    private QueuedMessage[] _ring = [];
    private SequenceRing _qos0;

    // Sequence numbers: the oldest message, and the next to be given.
    private long _head;
    private long _next;
    private long _qos0Bytes;

    /// <summary>How many wait.</summary>
    public int Count { get; private set; }

    /// <summary>How many of them are of QoS 0.</summary>
    public int QoS0Count => _qos0.Count;

    /// <summary>What they count for.</summary>
    public long Bytes { get; private set; }

    private long CountMax => messagesMax == 0 ? long.MaxValue : messagesMax;

    /// <summary>
    /// Has a message wait. Where the queue may not grow, because the node is short of memory, it counts as full: the
    /// message pushes out as much as it brings, and only an empty queue simply takes it.
    /// </summary>
    public EnqueueResult Enqueue(in QueuedMessage incoming, IDropSink sink, bool mayGrow = true)
    {
        int size = incoming.Message.Size;
        if (size > bytesMax)
        {
            return EnqueueResult.DroppedIncoming;
        }

        long countLimit = mayGrow ? CountMax : Math.Min(CountMax, Math.Max(1, Count));
        long bytesLimit = mayGrow ? bytesMax : Math.Min(bytesMax, Math.Max(size, Bytes));
        if (Count >= countLimit || Bytes + size > bytesLimit)
        {
            if (overflow == QueueOverflow.Disconnect)
            {
                return EnqueueResult.MustDisconnect;
            }

            if (overflow == QueueOverflow.DropNewest || !TryMakeRoom(incoming, countLimit, bytesLimit, sink))
            {
                return EnqueueResult.DroppedIncoming;
            }
        }

        Append(incoming);
        return EnqueueResult.Queued;
    }

    /// <summary>Appends a message that was just taken out, for a walk around the queue. It looks at no bound.</summary>
    public void PutBack(in QueuedMessage message) => Append(message);

    /// <summary>The oldest, which stays.</summary>
    public bool TryPeek(out QueuedMessage message)
    {
        message = Count > 0 ? At(_head) : default;
        return Count > 0;
    }

    /// <summary>The number of the oldest above QoS 0 in a kept session, or null when there is none.</summary>
    public long? FirstSequence
    {
        get
        {
            for (long at = _head; Count > _qos0.Count && at < _next; at++)
            {
                ref QueuedMessage slot = ref At(at);
                if (!slot.Message.IsNone && slot.QoS != QoS.AtMostOnce)
                {
                    return slot.Sequence;
                }
            }

            return null;
        }
    }

    /// <summary>Takes the oldest.</summary>
    public bool TryDequeue(out QueuedMessage message)
    {
        if (Count == 0)
        {
            message = default;
            return false;
        }

        message = TakeFront();
        return true;
    }

    /// <summary>Takes the oldest of QoS 0, which passes those before it.</summary>
    public bool TryDequeueQoS0(out QueuedMessage message)
    {
        if (_qos0.Count == 0)
        {
            message = default;
            return false;
        }

        message = Remove(_qos0.Take());
        return true;
    }

    /// <summary>Drops what is worth nothing any more. It looks at every message, so it is for rare use.</summary>
    public void RemoveExpired(long now, IDropSink sink)
    {
        for (long sequence = _head; sequence < _next; sequence++)
        {
            ref QueuedMessage slot = ref At(sequence);
            if (!slot.Message.IsNone && slot.Message.ExpiresAt <= now)
            {
                QueuedMessage expired = slot;
                slot = default;
                Uncount(expired);
                sink.Dropped(expired, DropCause.Expired);
            }
        }

        Squeeze();
    }

    /// <summary>Gives the memory of an empty queue back.</summary>
    public void Trim()
    {
        if (Count == 0)
        {
            _ring = [];
            _qos0.Trim();
        }
    }

    private ref QueuedMessage At(long sequence) => ref _ring[sequence & (_ring.Length - 1)];

    /// <summary>
    /// Drops until the message fits, by the order of <see cref="QueueOverflow.DropOldest"/>. A message of QoS 0 that
    /// would not fit without all others of QoS 0 either goes itself at once, and they are spared.
    /// </summary>
    private bool TryMakeRoom(in QueuedMessage incoming, long countLimit, long bytesLimit, IDropSink sink)
    {
        int size = incoming.Message.Size;
        if (incoming.QoS == QoS.AtMostOnce
            && (Count - _qos0.Count >= countLimit || Bytes - _qos0Bytes + size > bytesLimit))
        {
            return false;
        }

        while (Count >= countLimit || Bytes + size > bytesLimit)
        {
            QueuedMessage dropped = _qos0.Count > 0 ? Remove(_qos0.Take()) : TakeFront();
            sink.Dropped(dropped, DropCause.QueueFull);
        }

        return true;
    }

    private void Append(in QueuedMessage message)
    {
        if (_next - _head == _ring.Length)
        {
            MakeSlots();
        }

        At(_next) = message;
        Count++;
        Bytes += message.Message.Size;
        if (message.QoS == QoS.AtMostOnce)
        {
            _qos0.Add(_next);
            _qos0Bytes += message.Message.Size;
        }

        _next++;
    }

    private QueuedMessage TakeFront()
    {
        if (At(_head).QoS == QoS.AtMostOnce)
        {
            long first = _qos0.Take();
            Invariant.That(first == _head, "The oldest message of QoS 0 is at the front, and its ring knows another.");
        }

        return Remove(_head);
    }

    private QueuedMessage Remove(long sequence)
    {
        ref QueuedMessage slot = ref At(sequence);
        QueuedMessage message = slot;
        slot = default;
        Uncount(message);
        while (_head < _next && At(_head).Message.IsNone)
        {
            _head++;
        }

        bool isEmpty = _head == _next && _qos0.Count == 0 && Bytes == 0 && _qos0Bytes == 0;
        Invariant.That(isEmpty == (Count == 0), "The queue has lost count.");
        return message;
    }

    private void Uncount(in QueuedMessage message)
    {
        int size = message.Message.Size;
        Count--;
        Bytes -= size;
        _qos0Bytes -= message.QoS == QoS.AtMostOnce ? size : 0;
    }

    /// <summary>Half of a full ring comes free at least, so that moving costs each message little.</summary>
    private void MakeSlots()
    {
        if (Count <= _ring.Length / 2 && _ring.Length > 0)
        {
            Squeeze();
            return;
        }

        var larger = new QueuedMessage[Math.Max(FirstCapacity, _ring.Length * 2)];
        for (long sequence = _head; sequence < _next; sequence++)
        {
            larger[sequence & (larger.Length - 1)] = At(sequence);
        }

        _ring = larger;
    }

    /// <summary>Moves the messages together, so that no hole is left.</summary>
    private void Squeeze()
    {
        _qos0.Clear();
        long end = _head;
        for (long sequence = _head; sequence < _next; sequence++)
        {
            QueuedMessage message = At(sequence);
            if (message.Message.IsNone)
            {
                continue;
            }

            At(sequence) = default;
            At(end) = message;
            if (message.QoS == QoS.AtMostOnce)
            {
                _qos0.Add(end);
            }

            end++;
        }

        _next = end;
        Invariant.That(_next - _head == Count, "Moving messages together has lost one.");
    }
}
