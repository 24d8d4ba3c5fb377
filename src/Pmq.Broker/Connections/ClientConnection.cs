using System.Buffers;
using Pmq.Broker.Accounting;
using Pmq.Broker.Sessions;
using Pmq.Broker.Timers;
using Pmq.Protocol;

namespace Pmq.Broker.Connections;

/// <summary>
/// One client's connection, as its read loop sees it: bytes go in, packets are worked on in batches. Before a session
/// takes it, the handshake answers; afterwards the inbound half does.
/// </summary>
/// <remarks>Owner: read loop, but for what is said to be called from elsewhere.</remarks>
public sealed class ClientConnection : IWaiter, ITimerTarget
{
    private const int WithoutSession = 0;
    private const int WithSession = 1;
    private const int InputIsOver = 2;

    private readonly BrokerServices _services;
    private readonly IClientOutlet _outlet;

    // Until a session has taken the connection.
    private Handshake? _handshake;
    private InboundHalf? _inbound;
    private long _lastReceived;
    private int _stage;
    private int _pausedByBroker;

    internal ClientConnection(BrokerServices services, IClientOutlet outlet)
    {
        _services = services;
        _outlet = outlet;
        _lastReceived = services.Clock.GetTimestamp();
        _handshake = new Handshake(services, this, outlet);
        Timer = new TimerEntry(this);
        services.ArmTimer(Timer, services.Options.Connection.ConnectTimeout);
    }

    /// <summary>Where the client is, for logs and listings.</summary>
    public string RemoteAddress => _outlet.RemoteAddress;

    /// <summary>How the connection ended; to be read once its read loop has.</summary>
    internal ConnectionEnd End => _inbound?.End ?? ConnectionEnd.Lost;

    /// <summary>When the last bytes came. Any thread may ask.</summary>
    internal long LastReceived => Volatile.Read(ref _lastReceived);

    /// <summary>
    /// True while the broker itself does not read; silence then is not the client's. Any thread may ask.
    /// </summary>
    internal bool IsPausedByBroker => Volatile.Read(ref _pausedByBroker) != 0;

    internal IClientOutlet Outlet => _outlet;

    /// <summary>
    /// What rings for the connection: when CONNECT does not come, and then for all that its session waits for.
    /// </summary>
    internal TimerEntry Timer { get; }

    /// <summary>Works on what was received. Whole packets are taken, the rest is to be given again with more.</summary>
    public ReadVerdict Receive(in ReadOnlySequence<byte> input, out SequencePosition consumed)
    {
        Volatile.Write(ref _lastReceived, _services.Clock.GetTimestamp());
        Volatile.Write(ref _pausedByBroker, 0);
        InboundHalf? inbound = _inbound;
        inbound?.BeginBatch();
        Step step = TakeAll(input, inbound, out consumed, out bool yields);
        if (inbound is not null && !inbound.EndBatch())
        {
            Volatile.Write(ref _pausedByBroker, 1);
            step = step == Step.Next ? Step.Pause : step;
        }
        else if (step == Step.Next && inbound is not null && inbound.OutletGate.Pause())
        {
            step = Step.Pause;
        }

        return step switch
        {
            Step.Next => yields ? ReadVerdict.Yield : ReadVerdict.Continue,
            Step.Stop => ReadVerdict.Stop,
            _ => ReadVerdict.Pause,
        };
    }

    /// <summary>The read loop has ended, for whatever reason. Called once, by the read loop.</summary>
    public void InputEnded()
    {
        if (Interlocked.Exchange(ref _stage, InputIsOver) == WithSession)
        {
            _inbound!.Ended();
        }
        else
        {
            _services.Timers.Cancel(Timer);
            _handshake!.Abandon();
            _outlet.Close();
        }
    }

    /// <summary>The socket takes bytes again after <see cref="IClientOutlet.Flush"/> said no.</summary>
    public void OutletReady() => _inbound?.Session.Post(new Mail(MailKind.OutletReady, this));

    /// <inheritdoc/>
    void IWaiter.Resume() => _outlet.ResumeReading();

    /// <summary>The time for CONNECT is over, or a session's time has come.</summary>
    void ITimerTarget.TimerFired(TimerEntry entry)
    {
        if (Volatile.Read(ref _stage) == WithSession)
        {
            _inbound!.Session.Post(new Mail(MailKind.Timer, entry));
        }
        else
        {
            CutWithoutSession();
        }
    }

    /// <summary>Cuts the connection if no session has taken it. May be called from any thread.</summary>
    public void CutWithoutSession()
    {
        if (Volatile.Read(ref _stage) == WithoutSession)
        {
            _outlet.Abort();
        }
    }

    /// <summary>
    /// A session takes the connection: from its turn, while reading is paused. The read loop may have ended meanwhile,
    /// if the connection was cut; then the session is told at once.
    /// </summary>
    internal void Begin(InboundHalf inbound)
    {
        _inbound = inbound;
        if (Interlocked.CompareExchange(ref _stage, WithSession, WithoutSession) == InputIsOver)
        {
            inbound.Ended();
            return;
        }

        _handshake = null;
        _outlet.ResumeReading();
    }

    /// <summary>
    /// Refuses a connection that no session took, or that another one of the same client identifier overtook before
    /// its session was granted.
    /// </summary>
    internal void Refuse(ReasonCode reason, string text) => _handshake!.Refuse(reason, text);

    private Step TakeAll(
        in ReadOnlySequence<byte> input, InboundHalf? inbound, out SequencePosition consumed, out bool yields)
    {
        ProtocolVersion version = inbound is null ? _handshake!.Version : inbound.Terms.Version;
        var reader = new FrameReader(
            input, version, PacketSender.Client, _services.Options.Connection.PacketBytesMax);
        long done = 0;
        Step step = Step.Next;
        yields = false;
        while (step == Step.Next && !yields)
        {
            FrameStatus status = reader.Read(out Frame frame);
            if (status == FrameStatus.NeedMore)
            {
                break;
            }

            if (status == FrameStatus.Invalid)
            {
                CloseReason reason = CloseReason.From(reader.Error!);
                step = inbound is null ? _handshake!.Fail(reason) : inbound.Fail(reason);
                break;
            }

            step = inbound is null ? _handshake!.Take(frame) : inbound.Take(frame, ref reader);
            done = step == Step.PauseBefore ? done : reader.Consumed;
            yields = done > _services.Options.Turn.ReadBytesMax;
        }

        consumed = input.GetPosition(done);
        return step;
    }
}
