using Pmq.Broker.Accounting;
using Pmq.Broker.Messages;
using Pmq.Broker.Options;
using Pmq.Broker.Routing;
using Pmq.Protocol;

namespace Pmq.Broker.Sessions;

/// <summary>
/// What goes to the client: the window of messages under way, the queue of those that wait, and the rules that decide
/// which of the two takes a message. It lives as long as the session, with or without a connection.
/// </summary>
/// <remarks>Owner: session turn.</remarks>
internal sealed class Outbound : IDropSink
{
    // Those of all sessions for which nothing is under way yet, or nothing waits. Nothing is ever put into these.
    private static readonly InflightWindow NothingUnderWay = new();
    private static readonly MessageQueue NothingWaits = new(messagesMax: 0, bytesMax: 0, QueueOverflow.DropNewest);

    private readonly BrokerServices _services;
    private TurnClock _clock;
    private Account _account;
    private readonly int _writeBytesMax;
    private InflightWindow _window = NothingUnderWay;
    private MessageQueue _queue = NothingWaits;
    private ClientLink? _link;
    private PublishWriter _pen;
    private int _windowMax;
    private long _releasesAt;

    public Outbound(BrokerServices services)
    {
        _services = services;
        _clock = new TurnClock(services.Clock);
        _writeBytesMax = services.Options.Turn.WriteBytesMax;
    }

    /// <summary>What the session enters into the books.</summary>
    public ref Account Account => ref _account;

    /// <summary>Messages under way and not completed.</summary>
    public int InflightCount => _window.Count;

    /// <summary>Messages that wait.</summary>
    public int QueuedCount => _queue.Count;

    /// <summary>The bytes of both.</summary>
    public long Bytes => _window.Bytes + _queue.Bytes;

    /// <summary>True when the queue is full and the session is to be disconnected for it.</summary>
    public bool HasOverflown { get; private set; }

    /// <summary>True when no more should be written in this turn, although the socket might take it.</summary>
    public bool TurnIsFull => _link is { } link && link.Writer.Unflushed >= _writeBytesMax;

    /// <summary>
    /// True when a message came through a shared subscription, which others of its group could take over.
    /// </summary>
    public bool HasShared { get; private set; }

    private SessionOptions Options => _services.Options.Session;
    private bool MayWrite => _link is { TakesMessages: true } && !TurnIsFull;
    private int WindowRoom => _windowMax - _window.SentCount;
    private bool WindowIsOpen => WindowRoom > 0;

    /// <summary>True when a message that was never sent may be: an identifier is free, and no repeat is due.</summary>
    private bool MayBegin => WindowIsOpen && _window.CanBegin;

    /// <summary>A turn begins.</summary>
    public void BeginTurn() => _clock.Read();

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
        if (message.Expires && _clock.HasExpired(message))
        {
            _account.Dropped(DropCause.Expired);
            return;
        }

        HasShared |= delivery.Group is not null;
        bool direct = qos == QoS.AtMostOnce
            ? MayWrite && _queue.QoS0Count == 0
            : MayWrite && MayBegin && _queue.Count == _queue.QoS0Count;
        if (direct)
        {
            Write(message, delivery, qos);
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

        while (MayWrite && TryNext(out QueuedMessage next))
        {
            _account.Unqueued();
            if (next.Message.Expires && _clock.HasExpired(next.Message))
            {
                _account.Dropped(DropCause.Expired);
            }
            else
            {
                Write(next.Message, next.Delivery, next.QoS);
            }
        }
    }

    /// <summary>True when <see cref="Pump"/> would write now.</summary>
    public bool HasWork => MayWrite
        && (_queue.QoS0Count > 0
            || (MayBegin && _queue.Count > 0)
            || (WindowIsOpen && _window.SentCount < _window.Count));

    /// <summary>PUBACK for identifiers in sequence; false when a message was not one of QoS 1.</summary>
    public bool Acknowledge(AckRun run)
    {
        int completed = _window.Complete(run.First, run.Count, QoS.AtLeastOnce, out bool isOther);
        _account.Completed(run.Reason, completed);
        return !isOther;
    }

    /// <summary>What is under way with a packet identifier.</summary>
    public bool TryGet(ushort packetId, out InflightEntry entry) => _window.TryGet(packetId, out entry);

    /// <summary>PUBREC, once stored: the message itself is not needed any more.</summary>
    public void Release(ushort packetId) => _window.Release(packetId);

    /// <summary>The exchange is over: acknowledged, or refused by the client.</summary>
    public void Finish(ushort packetId, ReasonCode reason)
    {
        if (_window.Complete(packetId, out _))
        {
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
        while (_window.TryFindOlderThan(sentBefore, out ushort packetId) && _window.Complete(packetId, out _))
        {
            _account.DroppedFromQueue(DropCause.InflightExpired);
        }
    }

    /// <summary>
    /// Gives messages of shared subscriptions to other members of their groups: those that wait, and those of QoS 1
    /// that are under way. QoS 2 once begun stays [MQTT-4.8.2-5].
    /// </summary>
    public void HandOver(DeliveryTarget self, bool onlyToOnline)
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
        while (_window.TryTakeOldest(out _, out _))
        {
            _account.DroppedFromQueue(DropCause.SessionEnded);
        }

        while (_queue.TryDequeue(out _))
        {
            _account.DroppedFromQueue(DropCause.SessionEnded);
        }

        HasShared = false;
    }

    /// <summary>Gives memory back that an idle session does not need.</summary>
    public void Trim()
    {
        _window.Trim();
        _queue = _queue.Count == 0 ? NothingWaits : _queue;
    }

    void IDropSink.Dropped(in QueuedMessage message, DropCause cause)
    {
        _account.DroppedFromQueue(cause);
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

    /// <summary>As many messages above QoS 0 as turn, socket and window take, in one go.</summary>
    private void BeginAsItLies(ref MessageRun run, Delivery delivery, QoS qos)
    {
        while (run.Count > 0 && MayWrite && MayBegin && _queue.Count == _queue.QoS0Count)
        {
            int room = Math.Min(WindowRoom, _window.Room);
            int count = run.CountWithin(_writeBytesMax - _link!.Writer.Unflushed, room, out int bytes);
            Span<byte> packets = _pen.WriteAsItLies(run.Rest[..bytes]);
            for (int i = 0; i < count; i++)
            {
                Message message = run.Take();
                PublishWriter.Number(packets, message, Begin(message, delivery, qos));
                packets = packets[message.Length..];
            }

            _account.Queued(count);
        }
    }

    /// <summary>
    /// A message that waits holds its whole block, which is fair as long as the others of the block wait beside it. Where
    /// they need not, it waits alone.
    /// </summary>
    private Message ToKeep(Message message, Delivery delivery) =>
        delivery.Group is not null || Options.QueueOverflow == QueueOverflow.DropNewest ? message.Alone() : message;

    private void Enqueue(in QueuedMessage message)
    {
        if (ReferenceEquals(_queue, NothingWaits))
        {
            _queue = new MessageQueue(Options.QueuedMessagesMax, Options.QueuedBytesMax, Options.QueueOverflow);
        }

        switch (_queue.Enqueue(message, this, mayGrow: !_services.Memory.IsFull))
        {
            case EnqueueResult.Queued:
                _account.Queued();
                break;
            case EnqueueResult.DroppedIncoming:
                _account.Dropped(DropCause.QueueFull);
                break;
            default:
                _account.Dropped(DropCause.QueueFull);
                HasOverflown = true;
                break;
        }
    }

    /// <summary>
    /// The oldest that may go. QoS 0 passes those that the full window holds back: the standard forbids to hold any
    /// other packet for it [MQTT-3.3.4-10].
    /// </summary>
    private bool TryNext(out QueuedMessage next)
    {
        if (!_queue.TryPeek(out next))
        {
            return false;
        }

        return next.QoS == QoS.AtMostOnce || MayBegin
            ? _queue.TryDequeue(out next)
            : _queue.TryDequeueQoS0(out next);
    }

    private void Write(Message message, Delivery delivery, QoS qos)
    {
        if (!_pen.Fits(message, delivery, qos))
        {
            _account.Dropped(DropCause.PacketTooLarge);
            return;
        }

        ushort packetId = 0;
        if (qos == QoS.AtMostOnce)
        {
            _account.Delivered();
        }
        else
        {
            packetId = Begin(message, delivery, qos);
            _account.Queued();
        }

        _pen.Write(message, delivery, qos, dup: false, packetId, _clock);
    }

    /// <summary>A message is delivered at the lower of its own QoS and the granted one [MQTT-3.8.4-8].</summary>
    private static QoS Lower(QoS published, QoS granted) => published < granted ? published : granted;

    private ushort Begin(Message message, Delivery delivery, QoS qos)
    {
        _window = ReferenceEquals(_window, NothingUnderWay) ? new InflightWindow() : _window;
        bool begun = _window.TryBegin(message, delivery, qos, _clock.Now, out ushort packetId);
        Invariant.That(begun, "A message was to be sent that the window has no place for.");
        return packetId;
    }

    private void WriteAgain(ushort packetId, in InflightEntry entry)
    {
        if (entry.State == InflightState.PubrelSent)
        {
            _pen.WriteRelease(packetId);
        }
        else if (_pen.Fits(entry.Message, entry.Delivery!, entry.QoS))
        {
            _pen.Write(entry.Message, entry.Delivery!, entry.QoS, dup: true, packetId, _clock);
        }
        else
        {
            _window.Complete(packetId, out _);
            _account.DroppedFromQueue(DropCause.PacketTooLarge);
        }
    }
}
