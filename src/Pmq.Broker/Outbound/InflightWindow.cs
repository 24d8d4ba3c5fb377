using Pmq.Protocol;

namespace Pmq.Broker.Outbound;

/// <summary>
/// The QoS 1 and 2 messages that were sent to a client and are not completed, in the order in which they were sent.
/// Packet identifiers are given in sequence, so that the one of sequence number n is n modulo 65,535, plus one, and the
/// entries lie in a ring. One that is completed out of order leaves a hole, which the head passes later. A packet
/// identifier in use is never given again: where the oldest entry and the newest are 65,535 apart, the window is full,
/// however many holes are between.
/// </summary>
/// <remarks>Owner: session turn.</remarks>
internal sealed class InflightWindow
{
    /// <summary>The largest distance from the oldest entry to the newest: all packet identifiers.</summary>
    public const int SpanMax = ushort.MaxValue;

    // Most clients have a message or two under way at a time.
    private const int FirstCapacity = 4;

    private InflightEntry[] _ring = [];

    // Sequence numbers: the oldest entry, the next to be given, and one that no unsent entry is before. The last may
    // lie behind the head; nothing is begun while an entry is unsent, so the free slots from there on stay free.
    private long _head;
    private long _next;
    private long _unsent;

    /// <summary>How many are not completed.</summary>
    public int Count { get; private set; }

    /// <summary>How many of them were sent on the present connection and need not be sent again.</summary>
    public int SentCount { get; private set; }

    /// <summary>What the messages count for that are still held.</summary>
    public long Bytes { get; private set; }

    /// <summary>True when no packet identifier is free until the oldest is completed.</summary>
    public bool IsFull => RoomFrom(_next) == 0;

    /// <summary>The sequence number that comes next, unless one further on is chosen.</summary>
    public long Next => _next;

    /// <summary>The sequence number of the oldest; there is one.</summary>
    public long Oldest => _head;

    /// <summary>
    /// True when another message may be sent: an identifier is free, and nothing is to be sent again first.
    /// </summary>
    public bool CanBegin => !IsFull && SentCount == Count;

    /// <summary>When the one that was begun first was begun, or null.</summary>
    public long? OldestBegunAt => Count > 0 ? At(_head).BegunAt : null;

    /// <summary>
    /// The earliest <see cref="InflightEntry.SentAt"/> of what counts as sent, or null. It looks at all.
    /// </summary>
    public long? OldestSentAt
    {
        get
        {
            long? oldest = null;
            for (long sequence = _head; sequence < _next; sequence++)
            {
                ref InflightEntry entry = ref At(sequence);
                if (entry.IsLive && entry.IsSent && (oldest is null || entry.SentAt < oldest))
                {
                    oldest = entry.SentAt;
                }
            }

            return oldest;
        }
    }

    /// <summary>
    /// Gives the message the packet identifier of its own sequence number, and counts it as sent, where one can begin. The
    /// number is one that was not given, or was given up: numbers may be left out.
    /// </summary>
    public bool TryBegin(in QueuedMessage message, long now, out ushort packetId)
    {
        Invariant.That(message.QoS != QoS.AtMostOnce, "A message of QoS 0 has no packet identifier.");
        if (!CanBegin || !HasPlaceFor(message.Sequence))
        {
            packetId = 0;
            return false;
        }

        packetId = PacketIdOf(message.Sequence);
        Place(message.Sequence) = new InflightEntry
        {
            Message = message.Message,
            Delivery = message.Delivery,
            QoS = message.QoS,
            State = InflightState.PublishSent,
            IsSent = true,
            BegunAt = now,
            SentAt = now,
            Run = message.Run,
        };
        _unsent = _next;
        Count++;
        SentCount++;
        Bytes += message.Message.Size;
        return true;
    }

    /// <summary>True when the packet identifier of a sequence number that is to begin is free.</summary>
    public bool HasPlaceFor(long sequence) => RoomFrom(sequence) > 0;

    /// <summary>How many identifiers can be given from a sequence number on.</summary>
    public int RoomFrom(long sequence) => Count == 0 ? SpanMax : (int)Math.Clamp(_head + SpanMax - sequence, 0, SpanMax);

    /// <summary>
    /// Takes up an exchange that a former process has begun, whose client has confirmed the message with PUBREC.
    /// </summary>
    public void Restore(long sequence, long now)
    {
        Place(sequence) = new InflightEntry
        {
            QoS = QoS.ExactlyOnce,
            State = InflightState.PubrelSent,
            BegunAt = now,
            SentAt = now,
        };
        _unsent = _head;
        Count++;
    }

    /// <summary>What is under way with a packet identifier.</summary>
    public bool TryGet(ushort packetId, out InflightEntry entry)
    {
        bool found = TryFind(packetId, out long sequence);
        entry = found ? At(sequence) : default;
        return found;
    }

    /// <summary>
    /// The exchanges of identifiers in sequence are over, if they are of this QoS; it stops at one that is not. Returns
    /// how many there were: an identifier that is free is none.
    /// </summary>
    public int Complete(ushort first, int count, QoS qos, out bool isOther)
    {
        int completed = 0;
        isOther = false;
        long sequence = SequenceWith(first);
        for (int i = 0; i < count; i++, sequence++)
        {
            // Identifiers before the head's count as the last of all; behind them comes the head's.
            sequence = sequence == _head + SpanMax ? _head : sequence;
            if (sequence >= _next || !At(sequence).IsLive)
            {
                continue;
            }

            ref InflightEntry entry = ref At(sequence);
            isOther = entry.QoS != qos;
            if (isOther)
            {
                break;
            }

            entry.Run?.Finish(1);
            Free(ref entry);
            completed++;
        }

        MoveHead();
        return completed;
    }

    /// <summary>
    /// The exchange is over, or given up: the packet identifier is free. The caller sees to the run of a kept one.
    /// </summary>
    public bool Complete(ushort packetId, out InflightEntry entry)
    {
        if (!TryFind(packetId, out long sequence))
        {
            entry = default;
            return false;
        }

        entry = Remove(sequence);
        return true;
    }

    /// <summary>
    /// PUBREC came: from now on PUBREL is what is sent, and the message itself is let go. True as well when it had come
    /// before; false when nothing of QoS 2 has this packet identifier.
    /// </summary>
    public bool Release(ushort packetId)
    {
        if (!TryFind(packetId, out long sequence))
        {
            return false;
        }

        ref InflightEntry entry = ref At(sequence);
        if (entry.QoS != QoS.ExactlyOnce)
        {
            return false;
        }

        Bytes -= entry.Message.IsNone ? 0 : entry.Message.Size;
        entry = entry with { Message = default, State = InflightState.PubrelSent };
        return true;
    }

    /// <summary>A connection came: everything is to be sent again.</summary>
    public void Rewind() => RewindOlderThan(long.MaxValue);

    /// <summary>Those that were sent before the timestamp are to be sent again.</summary>
    public void RewindOlderThan(long sentBefore)
    {
        for (long sequence = _next - 1; sequence >= _head; sequence--)
        {
            ref InflightEntry entry = ref At(sequence);
            if (entry.IsLive && entry.IsSent && entry.SentAt < sentBefore)
            {
                entry = entry with { IsSent = false };
                SentCount--;
                _unsent = Math.Min(_unsent, sequence);
            }
        }
    }

    /// <summary>The oldest that is to be sent again, which counts as sent now.</summary>
    public bool TryNextUnsent(long now, out ushort packetId, out InflightEntry entry)
    {
        while (SentCount < Count)
        {
            Invariant.That(_unsent < _next, "An unsent message is counted and not there.");
            long sequence = _unsent++;
            ref InflightEntry candidate = ref At(sequence);
            if (candidate.IsLive && !candidate.IsSent)
            {
                candidate = candidate with { IsSent = true, SentAt = now };
                SentCount++;
                packetId = PacketIdOf(sequence);
                entry = candidate;
                return true;
            }
        }

        packetId = 0;
        entry = default;
        return false;
    }

    /// <summary>
    /// The next PUBREL that is to be sent again, past messages that wait for room; it counts as sent now. The position
    /// begins at zero.
    /// </summary>
    public bool TryNextUnsentRelease(long now, ref long position, out ushort packetId)
    {
        position = Math.Max(position, _head);
        while (SentCount < Count && position < _next)
        {
            long sequence = position++;
            ref InflightEntry candidate = ref At(sequence);
            if (candidate is { State: InflightState.PubrelSent, IsSent: false })
            {
                candidate = candidate with { IsSent = true, SentAt = now };
                SentCount++;
                packetId = PacketIdOf(sequence);
                return true;
            }
        }

        packetId = 0;
        return false;
    }

    /// <summary>The oldest, if it was begun before the timestamp. Repeating it does not make it younger.</summary>
    public bool TryFindOlderThan(long begunBefore, out ushort packetId)
    {
        bool found = OldestBegunAt < begunBefore;
        packetId = found ? PacketIdOf(_head) : (ushort)0;
        return found;
    }

    /// <summary>
    /// The next of this QoS that came through a shared subscription. The position begins at zero; what was found may be
    /// completed before the next is asked for.
    /// </summary>
    public bool TryFindShared(QoS qos, ref long position, out ushort packetId, out InflightEntry entry)
    {
        for (position = Math.Max(position, _head); position < _next; position++)
        {
            ref InflightEntry candidate = ref At(position);
            if (candidate.IsLive && candidate.QoS == qos && candidate.Delivery!.Group is not null)
            {
                packetId = PacketIdOf(position);
                entry = candidate;
                position++;
                return true;
            }
        }

        packetId = 0;
        entry = default;
        return false;
    }

    /// <summary>Removes the oldest.</summary>
    public bool TryTakeOldest(out ushort packetId, out InflightEntry entry)
    {
        bool found = Count > 0;
        packetId = found ? PacketIdOf(_head) : (ushort)0;
        entry = found ? Remove(_head) : default;
        return found;
    }

    /// <summary>Gives the memory of an empty window back. Packet identifiers go on where they were.</summary>
    public void Trim()
    {
        if (Count == 0 && _ring.Length > 0)
        {
            _ring = [];
        }
    }

    private static ushort PacketIdOf(long sequence) => (ushort)((sequence % SpanMax) + 1);

    private ref InflightEntry At(long sequence) => ref _ring[sequence & (_ring.Length - 1)];

    private bool TryFind(ushort packetId, out long sequence)
    {
        sequence = SequenceWith(packetId);
        return packetId != 0 && sequence < _next && At(sequence).IsLive;
    }

    /// <summary>The sequence number, from the head on, that has this identifier, whether it was given or not.</summary>
    public long SequenceWith(ushort packetId) =>
        _head + ((packetId - 1 - (_head % SpanMax) + SpanMax) % SpanMax);

    /// <summary>The free slot of a sequence number, which counts as given from now on.</summary>
    private ref InflightEntry Place(long sequence)
    {
        if (Count == 0)
        {
            _head = sequence;
            _next = sequence;
        }

        long head = Math.Min(_head, sequence);
        long next = Math.Max(_next, sequence + 1);
        while (next - head > _ring.Length)
        {
            Grow();
        }

        _head = head;
        _next = next;
        ref InflightEntry slot = ref At(sequence);
        Invariant.That(!slot.IsLive, "A sequence number was given twice.");
        return ref slot;
    }

    private InflightEntry Remove(long sequence)
    {
        ref InflightEntry slot = ref At(sequence);
        InflightEntry entry = slot;
        Free(ref slot);
        MoveHead();
        return entry;
    }

    private void Free(ref InflightEntry slot)
    {
        Count--;
        SentCount -= slot.IsSent ? 1 : 0;
        Bytes -= slot.Message.IsNone ? 0 : slot.Message.Size;
        slot = default;
    }

    private void MoveHead()
    {
        while (_head < _next && !At(_head).IsLive)
        {
            _head++;
        }

        bool isEmpty = _head == _next && SentCount == 0 && Bytes == 0;
        Invariant.That(isEmpty == (Count == 0), "The window has lost count.");
    }

    private void Grow()
    {
        var larger = new InflightEntry[Math.Max(FirstCapacity, _ring.Length * 2)];
        for (long sequence = _head; sequence < _next; sequence++)
        {
            larger[sequence & (larger.Length - 1)] = At(sequence);
        }

        _ring = larger;
    }
}
