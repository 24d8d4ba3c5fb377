using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Pmq.Protocol;

namespace Pmq.TestKit;

/// <summary>
/// A client on a real socket of loopback. It reads only when it is asked for a packet, so a test can let a socket fill.
/// Whatever is waited for must come within <see cref="Patience"/>.
/// </summary>
public sealed class SocketClient : IDisposable
{
    /// <summary>How long a broker may take for anything before it counts as hanging.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly Socket _socket;
    private byte[] _unparsed = [];
    private ushort _lastPacketId;

    private SocketClient(Socket socket) => _socket = socket;

    /// <summary>The version to speak; CONNECT sets it.</summary>
    public ProtocolVersion Version { get; private set; } = ProtocolVersion.Mqtt5;

    /// <summary>A connection that has sent nothing yet.</summary>
    /// <param name="port">Where the broker listens.</param>
    /// <param name="receiveBytes">How much the kernel may take in for a client that doesn't read; 0: as usual.</param>
    public static async Task<SocketClient> OpenAsync(int port, int receiveBytes = 0)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (receiveBytes > 0)
        {
            socket.ReceiveBufferSize = receiveBytes;
        }

        using var limit = new CancellationTokenSource(Patience);
        await socket.ConnectAsync(IPAddress.Loopback, port, limit.Token);
        return new SocketClient(socket);
    }

    /// <summary>A client that is connected.</summary>
    public static async Task<SocketClient> ConnectAsync(int port, ConnectSettings settings)
    {
        SocketClient client = await OpenAsync(port);
        Packet connack = await client.ConnectAsync(settings);
        return connack.Reason == ReasonCode.Success
            ? client
            : throw new InvalidOperationException($"The broker refused the connection: {connack}");
    }

    /// <summary>Sends CONNECT and takes the CONNACK.</summary>
    public async Task<Packet> ConnectAsync(ConnectSettings settings)
    {
        Version = settings.Version;
        await SendAsync(ConnectBytes(settings));
        return await TakeAsync(PacketType.Connack);
    }

    /// <summary>Sends SUBSCRIBE and takes the SUBACK.</summary>
    public async Task<Packet> SubscribeAsync(string filter, QoS qos = QoS.AtMostOnce)
    {
        var output = new ArrayBufferWriter<byte>();
        var request = new SubscriptionRequest(Encoding.UTF8.GetBytes(filter), new SubscriptionOptions(qos));
        SubscribeEncoder.WriteSubscribe(output, Version, ++_lastPacketId, [request]);
        await SendAsync(output.WrittenMemory);
        return await TakeAsync(PacketType.Suback);
    }

    /// <summary>Sends PUBLISH and, above QoS 0, takes the PUBACK or PUBREC.</summary>
    public async Task<Packet?> PublishAsync(
        string topic, byte[] payload, QoS qos = QoS.AtMostOnce, bool retain = false, byte[]? properties = null)
    {
        var output = new ArrayBufferWriter<byte>();
        PublishEncoder.Write(output, Version, new PublishPacket(Encoding.UTF8.GetBytes(topic), payload)
        {
            QoS = qos,
            Retain = retain,
            Properties = properties,
            PacketId = qos == QoS.AtMostOnce ? (ushort)0 : ++_lastPacketId,
        });
        await SendAsync(output.WrittenMemory);
        return qos == QoS.AtMostOnce ? null : await TakeAsync();
    }

    /// <inheritdoc cref="PublishAsync(string, byte[], QoS, bool, byte[])"/>
    public Task<Packet?> PublishAsync(string topic, string payload, QoS qos = QoS.AtMostOnce, bool retain = false) =>
        PublishAsync(topic, Encoding.UTF8.GetBytes(payload), qos, retain);

    /// <summary>Sends PINGREQ and takes the PINGRESP.</summary>
    public async Task PingAsync()
    {
        var output = new ArrayBufferWriter<byte>();
        ControlEncoder.WritePingreq(output);
        await SendAsync(output.WrittenMemory);
        await TakeAsync(PacketType.Pingresp);
    }

    /// <summary>Sends bytes.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (bytes.Length > 0)
        {
            bytes = bytes[await _socket.SendAsync(bytes, limit.Token)..];
        }
    }

    /// <summary>Takes the next packet.</summary>
    public async Task<Packet> TakeAsync() =>
        await TryTakeAsync() ?? throw new InvalidOperationException("The broker closed the connection.");

    /// <summary>Takes the next packet, which must be of this type.</summary>
    public async Task<Packet> TakeAsync(PacketType type)
    {
        Packet packet = await TakeAsync();
        return packet.Type == type
            ? packet
            : throw new InvalidOperationException($"Expected {type}, received {packet}.");
    }

    /// <summary>Takes the next packet; null when the broker closed the connection.</summary>
    public async Task<Packet?> TryTakeAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        byte[] room = new byte[64 * 1024];
        while (true)
        {
            if (Parse() is { } packet)
            {
                return packet;
            }

            int count = await ReceiveAsync(room, limit.Token);
            if (count == 0)
            {
                return null;
            }

            _unparsed = [.. _unparsed, .. room.AsSpan(0, count)];
        }
    }

    /// <summary>Reads until the broker has closed the connection, and returns what came before.</summary>
    public async Task<IReadOnlyList<Packet>> TakeUntilClosedAsync()
    {
        List<Packet> packets = [];
        while (await TryTakeAsync() is { } packet)
        {
            packets.Add(packet);
        }

        return packets;
    }

    /// <summary>Reads until the connection ends, whatever comes.</summary>
    public async Task ReadToEndAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        byte[] room = new byte[64 * 1024];
        while (await ReceiveAsync(room, limit.Token) > 0)
        {
        }
    }

    /// <summary>Sends no more; what comes can still be read.</summary>
    public void EndSending() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>Cuts the connection with a reset, as a machine that crashed and came back does.</summary>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(enable: true, seconds: 0);
        _socket.Dispose();
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>The bytes of a CONNECT.</summary>
    public static ReadOnlyMemory<byte> ConnectBytes(ConnectSettings settings)
    {
        WillSettings? will = settings.Will;
        var output = new ArrayBufferWriter<byte>();
        ConnectEncoder.Write(output, new ConnectPacket(settings.Version, Encoding.UTF8.GetBytes(settings.ClientId))
        {
            CleanStart = settings.CleanStart,
            KeepAlive = settings.KeepAlive,
            Properties = settings.Properties,
            HasWill = will is not null,
            Will = will is null ? default : new WillPacket
            {
                Topic = Encoding.UTF8.GetBytes(will.Topic),
                Payload = Encoding.UTF8.GetBytes(will.Payload),
                QoS = will.QoS,
                Retain = will.Retain,
                Properties = will.Properties,
            },
        });
        return output.WrittenMemory;
    }

    private async Task<int> ReceiveAsync(byte[] room, CancellationToken cancellation)
    {
        try
        {
            return await _socket.ReceiveAsync(room, cancellation);
        }
        catch (SocketException reset) when (reset.SocketErrorCode == SocketError.ConnectionReset)
        {
            return 0;
        }
    }

    private Packet? Parse()
    {
        var reader = new FrameReader(new ReadOnlySequence<byte>(_unparsed), Version, PacketSender.Server);
        FrameStatus status = reader.Read(out Frame frame);
        if (status == FrameStatus.NeedMore)
        {
            return null;
        }

        if (status == FrameStatus.Invalid)
        {
            throw new InvalidOperationException($"The server sent bad bytes: {reader.Error}");
        }

        Packet packet = PacketDecoder.Decode(frame, Version);
        _unparsed = _unparsed[(int)reader.Consumed..];
        return packet;
    }
}
