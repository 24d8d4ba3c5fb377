using Pmq.Broker.Accounting;
using Pmq.Broker.Messages;
using Pmq.Broker.Options;
using Pmq.Broker.Routing;
using Pmq.Broker.Sessions;
using Pmq.Protocol;

namespace Pmq.Broker.Outbound;

/// <summary>
/// The way to the client: the window of messages under way, the queue of those that wait, the pen, and the steps that
/// everything which goes out is made of.
/// </summary>
/// <remarks>Owner: session turn.</remarks>
internal abstract class OutboundLane : IDropSink
{
    // Those of all sessions for which nothing is under way yet, or nothing waits. Nothing is ever put into these.
    private protected static readonly InflightWindow NothingUnderWay = new();
    private protected static readonly MessageQueue NothingWaits = new(messagesMax: 0, bytesMax: 0, QueueOverflow.DropNewest);

    private protected readonly BrokerServices _services;
    private protected TurnClock _clock;
    private protected Account _account;
    private protected readonly int _writeBytesMax;
    private protected InflightWindow _window = NothingUnderWay;
    private protected MessageQueue _queue = NothingWaits;
    private protected ClientLink? _link;
    private protected PublishWriter _pen;
    private protected int _windowMax;

    private protected OutboundLane(BrokerServices services)
    {
        _services = services;
        _clock = new TurnClock(services.Clock);
        _writeBytesMax = services.Options.Turn.WriteBytesMax;
    }

    /// <summary>What the session enters into the books.</summary>
    public ref Account Account => ref _account;

    /// <summary>Messages under way and not completed.</summary>
    public int InflightCount => _window.Count;

    /// <summary>The bytes of what is under way and of what waits, as far as memory holds them.</summary>
    public virtual long Bytes => _window.Bytes + _queue.Bytes;

    /// <summary>True when the queue is full and the session is to be disconnected for it.</summary>
    public bool HasOverflown { get; private protected set; }

    /// <summary>True when no more should be written in this turn, although the socket might take it.</summary>
    public bool TurnIsFull => _link is { } link && link.Writer.Unflushed >= _writeBytesMax;

    /// <summary>
    /// True when a message came through a shared subscription, which others of its group could take over.
    /// </summary>
    public bool HasShared { get; private protected set; }

    private protected SessionOptions Options => _services.Options.Session;
    private protected bool MayWrite => _link is { TakesMessages: true } && !TurnIsFull;
    private protected int WindowRoom => _windowMax - _window.SentCount;
    private protected bool WindowIsOpen => WindowRoom > 0;

    /// <summary>True when a message that was never sent may be: an identifier is free, and no repeat is due.</summary>
    private protected bool MayBegin => WindowIsOpen && _window.CanBegin;

    /// <summary>True when messages above QoS 0 wait, so that what comes must wait behind them.</summary>
    private protected bool HasWaiting => _queue.Count > _queue.QoS0Count;

    /// <summary>A turn begins.</summary>
    public void BeginTurn() => _clock.Read();

    void IDropSink.Dropped(in QueuedMessage message, DropCause cause)
    {
        message.Run?.Finish(1);
        _account.DroppedFromQueue(cause);
    }

    private protected MessageQueue QueueToFill()
    {
        if (ReferenceEquals(_queue, NothingWaits))
        {
            _queue = new MessageQueue(Options.QueuedMessagesMax, Options.QueuedBytesMax, Options.QueueOverflow);
        }

        return _queue;
    }

    /// <summary>
    /// A message that waits holds its whole block, which is fair as long as the others of the block wait beside it. Where
    /// they need not, it waits alone.
    /// </summary>
    private protected Message ToKeep(Message message, Delivery delivery) =>
        delivery.Group is not null || Options.QueueOverflow == QueueOverflow.DropNewest ? message.Alone() : message;

    /// <summary>Has a message wait in memory; false when it had to go.</summary>
    private protected bool Enqueue(in QueuedMessage message)
    {
        EnqueueResult result = QueueToFill().Enqueue(message, this, mayGrow: !_services.Memory.IsFull);
        if (result == EnqueueResult.Queued)
        {
            _account.Queued();
            return true;
        }

        _account.Dropped(DropCause.QueueFull);
        HasOverflown |= result == EnqueueResult.MustDisconnect;
        return false;
    }

    /// <summary>
    /// The oldest that may go. QoS 0 passes those that the full window holds back: the standard forbids to hold any
    /// other packet for it [MQTT-3.3.4-10].
    /// </summary>
    private protected bool TryNext(out QueuedMessage next)
    {
        if (!_queue.TryPeek(out next))
        {
            return false;
        }

        return next.QoS == QoS.AtMostOnce || (MayBegin && MayTakeOldest)
            ? _queue.TryDequeue(out next)
            : _queue.TryDequeueQoS0(out next);
    }

    /// <summary>True when the oldest that waits may be sent as far as itself is concerned.</summary>
    private protected bool MayTakeOldest => _queue.TryPeek(out QueuedMessage oldest)
        && (oldest.Sequence == 0 || (!oldest.IsHidden && _window.HasPlaceFor(oldest.Sequence)));

    /// <summary>A message that gets its number when it is sent.</summary>
    private protected QueuedMessage NextInOrder(Message message, Delivery delivery, QoS qos) =>
        new(message, delivery, qos) { Sequence = _window.Next };

    private protected void Write(in QueuedMessage next)
    {
        if (!_pen.Fits(next.Message, next.Delivery, next.QoS))
        {
            _account.Dropped(DropCause.PacketTooLarge);
            next.Run?.Finish(1);
            return;
        }

        ushort packetId = 0;
        if (next.QoS == QoS.AtMostOnce)
        {
            _account.Delivered();
        }
        else
        {
            packetId = Begin(next.Sequence == 0 ? next with { Sequence = _window.Next } : next);
            _account.Queued();
        }

        _pen.Write(next.Message, next.Delivery, next.QoS, MayBeRepeat(next.Sequence), packetId, _clock);
    }

    /// <summary>A message is delivered at the lower of its own QoS and the granted one [MQTT-3.8.4-8].</summary>
    private protected static QoS Lower(QoS published, QoS granted) => published < granted ? published : granted;

    private protected ushort Begin(in QueuedMessage message)
    {
        _window = ReferenceEquals(_window, NothingUnderWay) ? new InflightWindow() : _window;
        bool begun = _window.TryBegin(message, _clock.Now, out ushort packetId);
        Invariant.That(begun, "A message was to be sent that the window has no place for.");
        return packetId;
    }

    private protected void WriteAgain(ushort packetId, in InflightEntry entry)
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
            entry.Run?.Finish(1);
            _account.DroppedFromQueue(DropCause.PacketTooLarge);
        }
    }

    /// <summary>True when a message may have been sent already by a former process, so that the client is told so.</summary>
    private protected virtual bool MayBeRepeat(long sequence) => false;
}
