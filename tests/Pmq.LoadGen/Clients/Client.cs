using Pmq.LoadGen.Io;
using Pmq.Protocol;

namespace Pmq.LoadGen.Clients;

/// <summary>
/// An MQTT client on the event loop: it connects, subscribes, cuts what arrives into packets and says what each kind
/// of client does with them. Only as much is read of a packet as the load needs.
/// </summary>
internal class Client(EventLoop loop, ClientSettings settings) : IByteHandler
{
    private const int FiltersPerPacket = 50;

    private Connection? _connection;
    private Action<Client>? _opened;
    private int _subacksMissing;

    /// <summary>The version it speaks.</summary>
    public ProtocolVersion Version => settings.Version;

    /// <summary>What it subscribes to when it connects.</summary>
    public IReadOnlyList<string> Filters { get; init; } = [];

    /// <summary>The QoS it subscribes at.</summary>
    public QoS SubscriptionQoS { get; init; }

    /// <summary>What went wrong, or null.</summary>
    public string? Error { get; private set; }

    /// <summary>How many unacknowledged messages the broker takes of this client.</summary>
    public int ReceiveMaximum { get; private set; } = ushort.MaxValue;

    /// <summary>True from the end of the handshake to the end of the connection.</summary>
    public bool IsOpen { get; private set; }

    protected bool IsSending => _connection!.IsSending;

    /// <summary>Connects and subscribes, then calls back once, also when it failed.</summary>
    public void Open(Action<Client> opened)
    {
        Error = null;
        _opened = opened;
        _connection = new Connection(loop, this, settings.Broker);
        _connection.Connect(settings.Local);
    }

    /// <summary>Says DISCONNECT and closes.</summary>
    public void Close()
    {
        if (IsOpen)
        {
            IsOpen = false;
            ReadOnlySpan<byte> disconnect = [(byte)PacketType.Disconnect << 4, 0];
            disconnect.CopyTo(Reserve(disconnect.Length));
            Flush();
        }

        _connection?.Close();
    }

    /// <summary>Stays connected, and reads nothing more.</summary>
    public void StopReading() => _connection!.StopReading();

    void IByteHandler.Connected(string? error)
    {
        if (error is not null)
        {
            Fail(error);
            return;
        }

        ReadOnlySpan<byte> connect = Handshake.Connect(settings).Span;
        connect.CopyTo(Reserve(connect.Length));
        Flush();
    }

    int IByteHandler.Received(ReadOnlySpan<byte> bytes)
    {
        int consumed = 0;
        while (bytes.Length - consumed >= 2)
        {
            ReadOnlySpan<byte> rest = bytes[consumed..];
            int size = RemainingLength.Read(rest[1..], out int length);
            int whole = 1 + size + length;
            if (size == 0 || rest.Length < whole)
            {
                break;
            }

            Accept(rest[..whole], rest.Slice(1 + size, length));
            consumed += whole;
        }

        BatchEnded();
        return consumed;
    }

    void IByteHandler.Drained() => Writable();

    void IByteHandler.Closed(string reason) => Fail(reason);

    protected Span<byte> Reserve(int size) => _connection!.Reserve(size);

    protected void Flush() => _connection!.Flush();

    /// <summary>A PUBLISH arrived: its flags and what comes after the remaining length.</summary>
    protected virtual void Published(byte header, ReadOnlySpan<byte> body)
    {
    }

    /// <summary>A PUBACK, PUBREC, PUBREL or PUBCOMP arrived; the reason is 0 when it has none.</summary>
    protected virtual void Acknowledged(PacketType type, ReadOnlySpan<byte> packetId, byte reason)
    {
    }

    /// <summary>Everything that one read brought is dealt with.</summary>
    protected virtual void BatchEnded()
    {
    }

    /// <summary>What was flushed is sent.</summary>
    protected virtual void Writable()
    {
    }

    private void Accept(ReadOnlySpan<byte> packet, ReadOnlySpan<byte> body)
    {
        var type = (PacketType)(packet[0] >> 4);
        switch (type)
        {
            case PacketType.Publish:
                Published(packet[0], body);
                break;
            case PacketType.Puback or PacketType.Pubrec or PacketType.Pubrel or PacketType.Pubcomp:
                Acknowledged(type, body[..2], body.Length > 2 ? body[2] : (byte)0);
                break;
            case PacketType.Connack:
                AcceptConnack(packet);
                break;
            case PacketType.Suback:
                AcceptSuback(body);
                break;
            case PacketType.Disconnect:
                Fail($"DISCONNECT 0x{(body.IsEmpty ? 0 : body[0]):X2}");
                break;
        }
    }

    private void AcceptConnack(ReadOnlySpan<byte> packet)
    {
        string? error = Handshake.ReadConnack(packet, Version, out int receiveMaximum);
        ReceiveMaximum = receiveMaximum;
        if (error is not null)
        {
            _connection!.Close();
            Fail(error);
            return;
        }

        ushort packetId = 0;
        foreach (string[] filters in Filters.Chunk(FiltersPerPacket))
        {
            ReadOnlySpan<byte> subscribe = Handshake.Subscribe(Version, ++packetId, filters, SubscriptionQoS).Span;
            subscribe.CopyTo(Reserve(subscribe.Length));
        }

        Flush();
        _subacksMissing = packetId;
        OpenedWhenComplete();
    }

    private void AcceptSuback(ReadOnlySpan<byte> body)
    {
        _subacksMissing--;
        if (Handshake.ReadSuback(body, Version) is { } error)
        {
            _connection!.Close();
            Fail(error);
            return;
        }

        OpenedWhenComplete();
    }

    private void OpenedWhenComplete()
    {
        if (_subacksMissing == 0)
        {
            IsOpen = true;
            CallBack();
        }
    }

    private void Fail(string error)
    {
        IsOpen = false;
        Error ??= error;
        CallBack();
    }

    private void CallBack()
    {
        Action<Client>? opened = _opened;
        _opened = null;
        opened?.Invoke(this);
    }
}
