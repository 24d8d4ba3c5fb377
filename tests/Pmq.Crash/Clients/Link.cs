using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Pmq.Protocol;

namespace Pmq.Crash.Clients;

/// <summary>A connection to the broker. Packets are written into <see cref="Output"/> and sent together.</summary>
/// <remarks>Owner: its client's thread.</remarks>
internal sealed class Link : IDisposable
{
    private const int SendTimeoutMs = 20_000;

    private readonly Socket _socket;
    private readonly ProtocolVersion _version;
    private readonly byte[] _received = new byte[256 * 1024];
    private int _count;

    private Link(Socket socket, ProtocolVersion version)
    {
        _socket = socket;
        _version = version;
    }

    public ArrayBufferWriter<byte> Output { get; } = new();

    /// <summary>True when the broker has gone.</summary>
    public bool IsLost { get; private set; }

    /// <summary>A connection; null when nobody listens.</summary>
    public static Link? TryOpen(int port, ProtocolVersion version)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
            SendTimeout = SendTimeoutMs,
        };
        try
        {
            socket.Connect(IPAddress.Loopback, port);
            return new Link(socket, version);
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }

    /// <summary>Waits for bytes no longer than this, and takes in what is there.</summary>
    public void Receive(TimeSpan wait)
    {
        try
        {
            if (IsLost || !_socket.Poll(wait, SelectMode.SelectRead))
            {
                return;
            }

            int count = _socket.Receive(_received.AsSpan(_count));
            _count += count;
            IsLost = count == 0;
        }
        catch (SocketException)
        {
            IsLost = true;
        }
    }

    /// <summary>Hands over the packets that are whole, and returns what is wrong with the bytes, or null.</summary>
    public string? Drain(FrameHandler take)
    {
        var reader = new FrameReader(
            new ReadOnlySequence<byte>(_received, 0, _count), _version, PacketSender.Server);
        FrameStatus status;
        while ((status = reader.Read(out Frame frame)) == FrameStatus.Complete)
        {
            take(frame);
        }

        int consumed = (int)reader.Consumed;
        _received.AsSpan(consumed, _count - consumed).CopyTo(_received);
        _count -= consumed;
        return status == FrameStatus.Invalid ? reader.Error?.ToString() : null;
    }

    /// <summary>Sends what was written.</summary>
    public void Flush()
    {
        try
        {
            ReadOnlySpan<byte> rest = Output.WrittenSpan;
            while (rest.Length > 0 && !IsLost)
            {
                rest = rest[_socket.Send(rest)..];
            }
        }
        catch (SocketException)
        {
            IsLost = true;
        }

        Output.ResetWrittenCount();
    }

    public void Dispose() => _socket.Dispose();
}
