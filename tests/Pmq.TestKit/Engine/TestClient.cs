using System.Buffers;
using System.Text;
using Pmq.Broker.Connections;
using Pmq.Broker.Turns;
using Pmq.Protocol;

namespace Pmq.TestKit;

/// <summary>
/// A client without a socket: it writes packets into the engine's read loop and keeps what comes back. Every call runs
/// the broker until it is quiet, so that what follows from it has happened when it returns.
/// </summary>
public sealed class TestClient
{
    private readonly TestBroker _broker;
    private readonly TestOutlet _outlet;
    private readonly ClientConnection _connection;
    private readonly Queue<Packet> _received = new();
    private readonly ReadTurn _reader;
    private byte[] _unread = [];
    private byte[] _unparsed = [];
    private int _arrivedUpTo;
    private bool _paused;
    private bool _inputEnds;
    private bool _inputEnded;
    private ushort _lastPacketId;

    internal TestClient(TestBroker broker)
    {
        _broker = broker;
        _reader = new ReadTurn(this);
        _outlet = new TestOutlet(this);
        _connection = broker.Node.Accept(_outlet);
    }

    /// <summary>The version to speak; CONNECT sets it.</summary>
    public ProtocolVersion Version { get; set; } = ProtocolVersion.Mqtt5;

    /// <summary>How the read loop gets what was sent; in one segment unless told otherwise.</summary>
    public Func<byte[], ReadOnlySequence<byte>>? Split { get; set; }

    /// <summary>True when the broker has closed the connection.</summary>
    public bool IsClosed => _outlet.IsClosed;

    /// <summary>True when the broker has cut it.</summary>
    public bool WasAborted => _outlet.WasAborted;

    /// <summary>How often the broker flushed.</summary>
    public int Flushes => _outlet.Flushes;

    /// <summary>True while the broker does not read.</summary>
    public bool IsPaused => _paused;

    /// <summary>Packets received and not taken yet.</summary>
    public int Waiting
    {
        get
        {
            Parse();
            return _received.Count;
        }
    }

    /// <summary>Sends CONNECT and takes the CONNACK.</summary>
    public Packet Connect(ConnectSettings settings)
    {
        SendConnect(settings);
        return Take(PacketType.Connack);
    }

    /// <summary>Sends CONNECT only.</summary>
    public void SendConnect(ConnectSettings settings)
    {
        Version = settings.Version;
        WillSettings? will = settings.Will;
        var output = new ArrayBufferWriter<byte>();
        ConnectEncoder.Write(output, new ConnectPacket(settings.Version, Bytes(settings.ClientId))
        {
            CleanStart = settings.CleanStart,
            KeepAlive = settings.KeepAlive,
            Properties = settings.Properties,
            HasWill = will is not null,
            Will = will is null ? default : new WillPacket
            {
                Topic = Bytes(will.Topic),
                Payload = Bytes(will.Payload),
                QoS = will.QoS,
                Retain = will.Retain,
                Properties = will.Properties,
            },
            HasUserName = settings.UserName is not null,
            UserName = Bytes(settings.UserName ?? ""),
            HasPassword = settings.Password is not null,
            Password = settings.Password,
        });
        Send(output.WrittenSpan);
    }

    /// <summary>Sends SUBSCRIBE and takes the SUBACK.</summary>
    public Packet Subscribe(string filter, QoS qos = QoS.ExactlyOnce, byte[]? properties = null) =>
        Subscribe([(filter, new SubscriptionOptions(qos))], properties);

    /// <summary>Sends SUBSCRIBE with options and takes the SUBACK.</summary>
    public Packet Subscribe(string filter, SubscriptionOptions options, byte[]? properties = null) =>
        Subscribe([(filter, options)], properties);

    /// <summary>Sends SUBSCRIBE with several filters and takes the SUBACK.</summary>
    public Packet Subscribe((string Filter, SubscriptionOptions Options)[] filters, byte[]? properties = null)
    {
        SendSubscribe(filters, properties);
        return Take(PacketType.Suback);
    }

    /// <summary>Sends SUBSCRIBE only.</summary>
    public ushort SendSubscribe((string Filter, SubscriptionOptions Options)[] filters, byte[]? properties = null)
    {
        var output = new ArrayBufferWriter<byte>();
        ushort packetId = NextPacketId();
        SubscriptionRequest[] requests =
            [.. filters.Select(entry => new SubscriptionRequest(Bytes(entry.Filter), entry.Options))];
        SubscribeEncoder.WriteSubscribe(output, Version, packetId, requests, properties);
        Send(output.WrittenSpan);
        return packetId;
    }

    /// <summary>Sends UNSUBSCRIBE and takes the UNSUBACK.</summary>
    public Packet Unsubscribe(params string[] filters)
    {
        var output = new ArrayBufferWriter<byte>();
        ReadOnlyMemory<byte>[] bytes = [.. filters.Select(filter => new ReadOnlyMemory<byte>(Bytes(filter)))];
        SubscribeEncoder.WriteUnsubscribe(output, Version, NextPacketId(), bytes);
        Send(output.WrittenSpan);
        return Take(PacketType.Unsuback);
    }

    /// <summary>Sends PUBLISH only; above QoS 0 with the next packet identifier unless one is given.</summary>
    public ushort Publish(
        string topic,
        string payload,
        QoS qos = QoS.AtMostOnce,
        bool retain = false,
        byte[]? properties = null,
        ushort packetId = 0,
        bool dup = false)
    {
        var output = new ArrayBufferWriter<byte>();
        if (qos != QoS.AtMostOnce && packetId == 0)
        {
            packetId = NextPacketId();
        }

        Write(output, topic, payload, qos, retain, properties, packetId, dup);
        Send(output.WrittenSpan);
        return packetId;
    }

    /// <summary>The bytes of a PUBLISH, to be sent together with others.</summary>
    public byte[] PublishBytes(string topic, string payload, QoS qos = QoS.AtMostOnce, ushort packetId = 0)
    {
        var output = new ArrayBufferWriter<byte>();
        Write(output, topic, payload, qos, retain: false, properties: null, packetId, dup: false);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Sends PUBACK, PUBREC, PUBREL or PUBCOMP.</summary>
    public void Acknowledge(PacketType type, ushort packetId, ReasonCode reason = ReasonCode.Success)
    {
        var output = new ArrayBufferWriter<byte>();
        AckEncoder.Write(output, Version, type, packetId, reason);
        Send(output.WrittenSpan);
    }

    /// <summary>Sends PINGREQ.</summary>
    public void Ping()
    {
        var output = new ArrayBufferWriter<byte>();
        ControlEncoder.WritePingreq(output);
        Send(output.WrittenSpan);
    }

    /// <summary>Sends DISCONNECT and closes.</summary>
    public void Disconnect(ReasonCode reason = ReasonCode.Success, byte[]? properties = null)
    {
        var output = new ArrayBufferWriter<byte>();
        ControlEncoder.WriteDisconnect(output, Version, reason, properties);
        Send(output.WrittenSpan);
        Drop();
    }

    /// <summary>Sends AUTH.</summary>
    public void Auth(ReasonCode reason, byte[] properties)
    {
        var output = new ArrayBufferWriter<byte>();
        ControlEncoder.WriteAuth(output, reason, properties);
        Send(output.WrittenSpan);
    }

    /// <summary>Sends bytes.</summary>
    public void Send(ReadOnlySpan<byte> bytes)
    {
        SendQuietly(bytes);
        _broker.Run();
    }

    /// <summary>Sends bytes without running the broker, so that several clients act at the same moment.</summary>
    public void SendQuietly(ReadOnlySpan<byte> bytes)
    {
        _unread = [.. _unread, .. bytes];
        WakeReader();
    }

    /// <summary>Sends bytes given as hexadecimal digits with spaces.</summary>
    public void SendHex(string hex) =>
        Send(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));

    /// <summary>The network connection is lost.</summary>
    public void Drop()
    {
        _inputEnds = true;
        WakeReader();
        _broker.Run();
    }

    /// <summary>The client stops reading: its socket fills.</summary>
    public void StopReading() => _outlet.Stick();

    /// <summary>From now on the socket throws when the broker flushes, as one of a faulty transport would.</summary>
    public void BreakSocket() => _outlet.Break();

    /// <summary>The client reads again.</summary>
    public void ReadAgain()
    {
        _outlet.Unstick();
        _connection.OutletReady();
        _broker.Run();
    }

    /// <summary>Takes the next packet received.</summary>
    public Packet Take()
    {
        Parse();
        return _received.Count > 0
            ? _received.Dequeue()
            : throw new InvalidOperationException($"Nothing was received{(IsClosed ? "; the connection is closed" : "")}.");
    }

    /// <summary>Takes the next packet, which must be of this type.</summary>
    public Packet Take(PacketType type)
    {
        Packet packet = Take();
        return packet.Type == type
            ? packet
            : throw new InvalidOperationException($"Expected {type}, received {packet}.");
    }

    /// <summary>Takes everything received.</summary>
    public IReadOnlyList<Packet> TakeAll()
    {
        Parse();
        List<Packet> all = [.. _received];
        _received.Clear();
        return all;
    }

    internal void WakeReader() => _broker.Scheduler.Schedule(_reader);

    internal void ResumeReader()
    {
        _paused = false;
        WakeReader();
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private void Write(
        ArrayBufferWriter<byte> output,
        string topic,
        string payload,
        QoS qos,
        bool retain,
        byte[]? properties,
        ushort packetId,
        bool dup) =>
        PublishEncoder.Write(output, Version, new PublishPacket(Bytes(topic), Bytes(payload))
        {
            QoS = qos, Retain = retain, Properties = properties, PacketId = packetId, Dup = dup,
        });

    private ushort NextPacketId() => ++_lastPacketId == 0 ? ++_lastPacketId : _lastPacketId;

    private void Read()
    {
        if (_inputEnded)
        {
            return;
        }

        bool wantsMore = false;
        while (!_paused && !_outlet.IsClosed && !wantsMore && _unread.Length > 0)
        {
            ReadVerdict verdict = ReadOnce();
            if (verdict == ReadVerdict.Yield)
            {
                // The others first; what is left is read in a turn of its own.
                WakeReader();
                return;
            }

            wantsMore = verdict is ReadVerdict.Continue or ReadVerdict.Stop;
        }

        // A read loop that is paused does not see that the peer is gone.
        if (_outlet.IsClosed || (_inputEnds && !_paused))
        {
            EndInput();
        }
    }

    private ReadVerdict ReadOnce()
    {
        ReadOnlySequence<byte> input = Split?.Invoke(_unread) ?? new ReadOnlySequence<byte>(_unread);

        // A resumption may come before the pause: it is told apart by being set before the verdict is looked at.
        _paused = true;
        ReadVerdict verdict = _connection.Receive(input, out SequencePosition consumed);
        _unread = input.Slice(consumed).ToArray();
        _paused = _paused && verdict == ReadVerdict.Pause;
        if (verdict == ReadVerdict.Stop)
        {
            EndInput();
        }

        return verdict;
    }

    private void EndInput()
    {
        if (!_inputEnded)
        {
            _inputEnded = true;
            _connection.InputEnded();
        }
    }

    private void Parse()
    {
        _unparsed = [.. _unparsed, .. _outlet.TakeArrived(ref _arrivedUpTo)];
        var reader = new FrameReader(new ReadOnlySequence<byte>(_unparsed), Version, PacketSender.Server);
        FrameStatus status = reader.Read(out Frame frame);
        while (status == FrameStatus.Complete)
        {
            _received.Enqueue(PacketDecoder.Decode(frame, Version));
            status = reader.Read(out frame);
        }

        if (status == FrameStatus.Invalid)
        {
            throw new InvalidOperationException($"The server sent bad bytes: {reader.Error}");
        }

        _unparsed = _unparsed[(int)reader.Consumed..];
    }

    private sealed class ReadTurn(TestClient client) : Turn
    {
        public override void Execute() => client.Read();
    }
}
