using Pmq.Broker.Accounting;
using Pmq.Broker.Durability;
using Pmq.Broker.Messages;
using Pmq.Broker.Routing;
using Pmq.Broker.Sessions;
using Pmq.Protocol;

namespace Pmq.Broker.Outbound;

/// <summary>
/// What a kept session does besides: its messages above QoS 0 have numbers, are written to the store unless the client is
/// faster, and wait there when memory need not hold them.
/// </summary>
/// <remarks>Owner: session turn.</remarks>
internal abstract class KeptLane : OutboundLane
{
    private KeptQueue? _kept;

    private protected KeptLane(BrokerServices services)
        : base(services)
    {
    }

    /// <summary>What there is of it; null where the session is not kept.</summary>
    public KeptQueue? Kept => _kept;

    /// <inheritdoc/>
    public override long Bytes => base.Bytes + (_kept?.Backlog.UnstoredBytes ?? 0);

    /// <summary>Messages that wait, in memory or in the store.</summary>
    public int QueuedCount => _queue.Count + (int)Math.Min(_kept?.Backlog.Count ?? 0, int.MaxValue - _queue.Count);

    /// <summary>The last number that was sent to the client; 0 where there are no numbers.</summary>
    public long SentUpTo => _kept is null ? 0 : Math.Max(_kept.SentUpTo, _window.Next - 1);

    /// <summary>From now on the session is kept.</summary>
    public void Keep(KeptQueue kept) => _kept = kept;

    /// <summary>Takes up the exchanges that a former process has begun.</summary>
    public void Restore(KeptQueue kept, StoredQueue queue)
    {
        _kept = kept;
        BeginTurn();
        _account.Accepted((int)kept.Backlog.Count + queue.Released.Count);
        _account.Queued((int)kept.Backlog.Count + queue.Released.Count);
        if (queue.Released.Count > 0)
        {
            _window = new InflightWindow();
            foreach (long sequence in queue.Released)
            {
                _window.Restore(sequence, _clock.Now);
            }
        }
    }

    /// <summary>Says how far the client has come, if that is to be kept.</summary>
    public void ReportProgress()
    {
        if (_kept is { MayReport: true } kept)
        {
            kept.Report(OldestKept(kept) - 1);
        }
    }

    /// <summary>A page of stored messages has come; null when it could not be read.</summary>
    public void TakePage(QueuePage? page, Session session)
    {
        KeptQueue kept = _kept!;
        kept.PageCame();
        if (page is null)
        {
            kept.ReadLater();
            return;
        }

        Invariant.That(page.Rows.Count > 0, "Queued messages are missing from the store.");
        foreach (QueueRow row in page.Rows)
        {
            TakeRow(row, page, session);
        }
    }

    /// <summary>
    /// Messages that a kept session takes on: each gets its number at once, in the order in which it came, and is written
    /// to the store unless the client is faster.
    /// </summary>
    private protected void DeliverKept(KeptQueue kept, ref MessageRun run, Delivery delivery, QoS qos)
    {
        kept.Begin(run.Block, delivery, qos);
        HasShared |= delivery.Group is not null;
        MessageTraits traits = run.Block.Traits;
        if (run.IsContiguous && _link is not null && !kept.Hides && traits.ExpiresAt > _clock.Now
            && !kept.IsPaged(_queue.Bytes) && _pen.TakesAsItLies(traits, qos, delivery))
        {
            BeginAsItLies(ref run, delivery, qos, kept);
        }

        while (run.Count > 0 && !TurnIsFull)
        {
            MessageRun here = run;
            Message message = run.Take();
            if (message.Expires && _clock.HasExpired(message))
            {
                _account.Dropped(DropCause.Expired);
                kept.LeaveOut(patiently: _link is not null);
            }
            else
            {
                TakeKept(kept, here, new QueuedMessage(message, delivery, qos));
            }
        }

        kept.End(patiently: _link is not null && kept.Backlog.Count == 0);
    }

    /// <summary>
    /// As many messages above QoS 0 as turn, socket and window take, in one go. In a kept session they get its numbers, in
    /// any other those of the window.
    /// </summary>
    private protected void BeginAsItLies(ref MessageRun run, Delivery delivery, QoS qos, KeptQueue? kept = null)
    {
        while (run.Count > 0 && MayWrite && MayBegin && !HasWaiting && _window.HasPlaceFor(kept?.Next ?? _window.Next))
        {
            int room = Math.Min(WindowRoom, _window.RoomFrom(kept?.Next ?? _window.Next));
            int count = run.CountWithin(_writeBytesMax - _link!.Writer.Unflushed, room, out int bytes);
            Span<byte> packets = _pen.WriteAsItLies(run.Rest[..bytes]);
            QueuedRun? written = kept?.RunFor(run);
            long number = kept?.Next ?? _window.Next;
            for (int i = 0; i < count; i++)
            {
                Message message = run.Take();
                var next = new QueuedMessage(message, delivery, qos) { Sequence = number + i, Run = written };
                PublishWriter.Number(packets, message, Begin(next));
                packets = packets[message.Length..];
            }

            kept?.Accept(count, bytes);
            _account.Queued(count);
        }
    }

    private void TakeKept(KeptQueue kept, in MessageRun here, in QueuedMessage message)
    {
        QueuedMessage numbered = message with { Sequence = kept.Next, Run = kept.RunFor(here) };
        if (_link is null || kept.IsPaged(_queue.Bytes))
        {
            TakeIntoBacklog(kept, numbered);
        }
        else if (MayWrite && MayBegin && !HasWaiting && !kept.Hides && _window.HasPlaceFor(kept.Next))
        {
            if (_pen.Fits(message.Message, message.Delivery, message.QoS))
            {
                kept.Accept(1, message.Message.Length);
                Write(numbered);
            }
            else
            {
                _account.Dropped(DropCause.PacketTooLarge);
                kept.LeaveOut(patiently: true);
            }
        }
        else if (Enqueue(numbered with { Message = ToKeep(message.Message, message.Delivery) }))
        {
            kept.Accept(1, message.Message.Length);
        }
        else
        {
            kept.LeaveOut(patiently: true);
        }
    }

    /// <summary>The message waits in the store alone, once it is there; the bounds count it all the same.</summary>
    private void TakeIntoBacklog(KeptQueue kept, in QueuedMessage message)
    {
        int size = message.Message.Size;
        if (!HasRoomFor(kept, size) && !MakeRoom(kept, size))
        {
            _account.Dropped(DropCause.QueueFull);
            HasOverflown |= Options.QueueOverflow == QueueOverflow.Disconnect && _link is not null;
            kept.LeaveOut(patiently: false);
            return;
        }

        kept.Backlog.Add(message.Run!, size);
        kept.Accept(1, message.Message.Length);
        _account.Queued();
    }

    private bool HasRoomFor(KeptQueue kept, int size)
    {
        long countMax = Options.QueuedMessagesMax == 0 ? long.MaxValue : Options.QueuedMessagesMax;
        return _queue.Count + kept.Backlog.Count < countMax
            && _queue.Bytes + kept.Backlog.Bytes + size <= Options.QueuedBytesMax;
    }

    private bool MakeRoom(KeptQueue kept, int size)
    {
        if (Options.QueueOverflow != QueueOverflow.DropOldest || size > Options.QueuedBytesMax)
        {
            return false;
        }

        while (!HasRoomFor(kept, size))
        {
            if (_queue.TryDequeueQoS0(out QueuedMessage dropped) || _queue.TryDequeue(out dropped))
            {
                dropped.Run?.Finish(1);
            }
            else
            {
                kept.Backlog.TakeUpTo(kept.Backlog.First, isDropped: true);
            }

            _account.DroppedFromQueue(DropCause.QueueFull);
        }

        return true;
    }

    /// <summary>Memory has nothing that waits: more of what it does not hold is fetched. True when some came at once.</summary>
    private protected bool FetchKept()
    {
        if (_kept is not { } kept || HasWaiting || kept.Fetch(out long first, out long last) is not { } run)
        {
            return false;
        }

        MessageRun messages = run.Messages;
        for (long number = run.First; number <= last; number++)
        {
            Message message = messages.Take();
            if (number >= first)
            {
                PutKept(new QueuedMessage(message, run.Delivery, Lower(message.QoS, run.Delivery.QoS))
                {
                    Sequence = number,
                    Run = run,
                });
            }
        }

        return true;
    }

    private void TakeRow(in QueueRow row, QueuePage page, Session session)
    {
        long number = row.Span.First;
        var reader = new QueueRecordReader(row, session, _services.WallClock);
        while (reader.TryRead(out MessageBlock block, out Delivery delivery))
        {
            foreach (Message message in block)
            {
                if (number >= _kept!.Backlog.FirstOr(long.MaxValue) && number <= page.Last)
                {
                    PutKept(new QueuedMessage(message, delivery, Lower(message.QoS, delivery.QoS)) { Sequence = number });
                    _kept.TakeUpTo(number);
                }

                number++;
            }
        }
    }

    /// <summary>Puts a message into memory that counts as waiting already.</summary>
    private void PutKept(in QueuedMessage message)
    {
        Invariant.That(message.QoS != QoS.AtMostOnce, "A message of QoS 0 was kept.");
        QueueToFill().PutBack(message);
    }

    /// <summary>
    /// The oldest number that the client has not acknowledged, or the next that will be given. What was released before a
    /// crash may be under way again before older messages are.
    /// </summary>
    private long OldestKept(KeptQueue kept)
    {
        long underWay = _window.Count > 0 ? _window.Oldest : long.MaxValue;
        long waiting = Math.Min(_queue.FirstSequence ?? long.MaxValue, kept.Backlog.FirstOr(kept.Next));
        return Math.Min(kept.OldestLeaving, Math.Min(underWay, waiting));
    }

    /// <summary>Nothing of the session is left.</summary>
    private protected void ClearKept()
    {
        if (_kept is { } kept)
        {
            _account.DroppedFromQueue(DropCause.SessionEnded, kept.Backlog.Count);
            kept.Backlog.Clear();
            _kept = null;
        }
    }

    private protected override bool MayBeRepeat(long sequence) => sequence != 0 && sequence <= _kept?.SentUpTo;
}
