using Pmq.Broker.Accounting;
using Pmq.Broker.Messages;
using Pmq.Broker.Routing;
using Pmq.Broker.Sessions;
using Pmq.Protocol;

namespace Pmq.Broker.Outbound;

/// <summary>
/// What goes to the client: messages as they come, what waits as there is room, and acknowledgements. It lives as long as
/// the session, with or without a connection.
/// </summary>
/// <remarks>Owner: session turn.</remarks>
internal sealed class OutboundHalf : KeptLane
{
    private long _releasesAt;

    public OutboundHalf(BrokerServices services)
        : base(services)
    {
    }

    /// <summary>A connection came: what is unacknowledged goes out again, in its order [MQTT-4.4.0-1].</summary>
    public void Attach(ClientLink link)
    {
        _link = link;
        _windowMax = Math.Min(Options.InflightMax, link.Terms.ReceiveMaximum);
        _pen = new PublishWriter(link, _services.Options.Connection.TopicAliasOutMax);
        HasOverflown = false;
        _releasesAt = 0;
        _window.Rewind();
    }

    /// <summary>The connection is gone.</summary>
    public void Detach()
    {
        _link = null;
        _pen = default;
        while (!Options.QueueQos0Messages && _queue.TryDequeueQoS0(out _))
        {
            _account.DroppedFromQueue(DropCause.Offline);
        }
    }

    /// <summary>Messages for the client, as many as the turn still takes.</summary>
    public void Deliver(ref MessageRun run, Delivery delivery)
    {
        MessageTraits traits = run.Block.Traits;
        QoS qos = Lower(traits.QoS, delivery.QoS);
        if (Kept is not null && qos != QoS.AtMostOnce)
        {
            DeliverKept(Kept, ref run, delivery, qos);
            return;
        }

        if (run.IsContiguous && _link is not null && traits.ExpiresAt > _clock.Now
            && _pen.TakesAsItLies(traits, qos, delivery))
        {
            HasShared |= delivery.Group is not null;
            if (qos == QoS.AtMostOnce)
            {
                WriteAsItLies(ref run);
            }
            else
            {
                BeginAsItLies(ref run, delivery, qos);
            }
        }

        while (run.Count > 0 && !TurnIsFull)
        {
            Deliver(run.Take(), delivery);
        }
    }

    /// <summary>A message for the client.</summary>
    public void Deliver(Message message, Delivery delivery)
    {
        QoS qos = Lower(message.QoS, delivery.QoS);
        if (Kept is not null && qos != QoS.AtMostOnce)
        {
            var one = new MessageRun(message);
            DeliverKept(Kept, ref one, delivery, qos);
            return;
        }

        if (message.Expires && _clock.HasExpired(message))
        {
            _account.Dropped(DropCause.Expired);
            return;
        }

        HasShared |= delivery.Group is not null;
        bool direct = qos == QoS.AtMostOnce
            ? MayWrite && _queue.QoS0Count == 0
            : MayWrite && MayBegin && !HasWaiting;
        if (direct)
        {
            Write(NextInOrder(message, delivery, qos));
        }
        else if (qos == QoS.AtMostOnce && _link is null && !Options.QueueQos0Messages)
        {
            _account.Dropped(DropCause.Offline);
        }
        else
        {
            Enqueue(new QueuedMessage(ToKeep(message, delivery), delivery, qos));
        }
    }

    /// <summary>Writes what may be written: repeats first, then what waits.</summary>
    public void Pump()
    {
        long now = _clock.Now;
        while (MayWrite && WindowIsOpen && _window.TryNextUnsent(now, out ushort packetId, out InflightEntry entry))
        {
            WriteAgain(packetId, entry);
        }

        // A full window holds messages back and nothing else [MQTT-3.3.4-10].
        while (MayWrite && !WindowIsOpen && _window.TryNextUnsentRelease(now, ref _releasesAt, out ushort released))
        {
            _pen.WriteRelease(released);
        }

        while (MayWrite && (TryNext(out QueuedMessage next) || (FetchKept() && TryNext(out next))))
        {
            _account.Unqueued();
            if (next.Message.Expires && _clock.HasExpired(next.Message))
            {
                _account.Dropped(DropCause.Expired);
                next.Run?.Finish(1);
            }
            else
            {
                Write(next);
            }
        }
    }

    /// <summary>True when <see cref="Pump"/> would write now.</summary>
    public bool HasWork => MayWrite
        && (_queue.QoS0Count > 0
            || (MayBegin && MayTakeOldest)
            || (WindowIsOpen && _window.SentCount < _window.Count));

    /// <summary>PUBACK for identifiers in sequence; false when a message was not one of QoS 1.</summary>
    public bool Acknowledge(in AckRun run)
    {
        int completed = _window.Complete(run.First, run.Count, QoS.AtLeastOnce, out bool isOther);
        _account.Completed(run.Reason, completed);
        return !isOther;
    }

    /// <summary>What is under way with a packet identifier.</summary>
    public bool TryGet(ushort packetId, out InflightEntry entry) => _window.TryGet(packetId, out entry);

    /// <summary>The number of what is under way with a packet identifier.</summary>
    public long SequenceWith(ushort packetId) => _window.SequenceWith(packetId);

    /// <summary>PUBREC, once stored: the message itself is not needed any more.</summary>
    public void Release(ushort packetId) => _window.Release(packetId);

    /// <summary>The exchange is over: acknowledged, or refused by the client.</summary>
    public void Finish(ushort packetId, ReasonCode reason)
    {
        if (_window.Complete(packetId, out InflightEntry entry))
        {
            entry.Run?.Finish(1);
            _account.Completed(reason, 1);
        }
    }

    /// <summary>When the message that waits longest for its acknowledgement was sent last, or null.</summary>
    public long? OldestSentAt => _window.OldestSentAt;

    /// <summary>Sends again what has been unacknowledged since the timestamp or longer (3.x only).</summary>
    public void Repeat(long sentUpTo)
    {
        if (_link is { IsMqtt5: false, TakesMessages: true })
        {
            _window.RewindOlderThan(sentUpTo + 1);
            _releasesAt = 0;
            Pump();
        }
    }

    /// <summary>Gives up what has been unacknowledged since the timestamp or longer.</summary>
    public void ExpireInflight(long sentBefore)
    {
        while (_window.TryFindOlderThan(sentBefore, out ushort packetId)
            && _window.Complete(packetId, out InflightEntry entry))
        {
            entry.Run?.Finish(1);
            _account.DroppedFromQueue(DropCause.InflightExpired);
        }
    }

    /// <summary>
    /// Gives messages of shared subscriptions to other members of their groups: those that wait, and those of QoS 1
    /// that are under way. QoS 2 once begun stays [MQTT-4.8.2-5].
    /// </summary>
    public void HandOver(Session self, bool onlyToOnline)
    {
        if (!HasShared)
        {
            return;
        }

        SharedHandOver.Of(_window, self, onlyToOnline, ref _account);
        SharedHandOver.Of(_queue, self, onlyToOnline, ref _account);
        HasShared = _window.Count + _queue.Count > 0;
    }

    /// <summary>The session is over: nothing of it is left.</summary>
    public void Clear()
    {
        while (_window.TryTakeOldest(out _, out InflightEntry entry))
        {
            entry.Run?.Abandon();
            _account.DroppedFromQueue(DropCause.SessionEnded);
        }

        while (_queue.TryDequeue(out QueuedMessage waiting))
        {
            waiting.Run?.Abandon();
            _account.DroppedFromQueue(DropCause.SessionEnded);
        }

        ClearKept();
        HasShared = false;
    }

    /// <summary>Gives memory back that an idle session does not need.</summary>
    public void Trim()
    {
        _window.Trim();
        _queue = _queue.Count == 0 ? NothingWaits : _queue;
    }

    /// <summary>As many messages of QoS 0 as the turn and the socket take, in one go.</summary>
    private void WriteAsItLies(ref MessageRun run)
    {
        while (run.Count > 0 && MayWrite && _queue.QoS0Count == 0)
        {
            int count = run.CountWithin(_writeBytesMax - _link!.Writer.Unflushed, run.Count, out int bytes);
            _pen.WriteAsItLies(run.Rest[..bytes]);
            run.Skip(count, bytes);
            _account.Delivered(count);
        }
    }
}
