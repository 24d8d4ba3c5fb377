using System.Net;
using System.Net.Sockets;

namespace Pmq.LoadGen.Io;

/// <summary>
/// A TCP connection on the event loop: bytes in, bytes out. It writes what was gathered with one call, and gathers on
/// while the kernel has no room.
/// </summary>
internal sealed class Connection(EventLoop loop, IByteHandler handler, EndPoint remote)
{
    private readonly Socket _socket = new(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp)
    {
        NoDelay = true,
        Blocking = false,
    };

    private byte[] _carry = [];
    private int _carryLength;
    private byte[] _outgoing = new byte[256];
    private int _sent;
    private int _gathered;
    private int _key;
    private bool _isConnected;
    private bool _isClosed;

    /// <summary>True while the kernel has not taken all that was flushed.</summary>
    public bool IsSending { get; private set; }

    /// <summary>Connects; the handler is told.</summary>
    public void Connect(EndPoint? local)
    {
        if (local is not null)
        {
            _socket.Bind(local);
        }

        SocketError error = BeginConnect.To(remote, _socket.SafeHandle);
        if (error == SocketError.InProgress)
        {
            _key = loop.Watch(this, _socket, Epoll.Writable);
            return;
        }

        if (error != SocketError.Success)
        {
            Close();
            handler.Connected($"connect: {error}");
            return;
        }

        _key = loop.Watch(this, _socket, Epoll.Readable);
        _isConnected = true;
        handler.Connected(null);
    }

    /// <summary>The kernel says that there is something to read, or room to write.</summary>
    public void Ready(uint events)
    {
        if (!_isConnected)
        {
            EndConnect();
            return;
        }

        // An error or the other side's end shows as something to read.
        if ((events & ~Epoll.Writable) != 0)
        {
            Receive();
        }

        if ((events & Epoll.Writable) != 0 && !_isClosed)
        {
            ResumeSending();
        }
    }

    /// <summary>Room for that many bytes at the end of what goes out with the next flush.</summary>
    public Span<byte> Reserve(int size)
    {
        if (_outgoing.Length - _gathered < size)
        {
            Array.Resize(ref _outgoing, Math.Max(_outgoing.Length * 2, _gathered + size));
        }

        Span<byte> room = _outgoing.AsSpan(_gathered, size);
        _gathered += size;
        return room;
    }

    /// <summary>Sends what was gathered, unless the kernel has no room: then it goes when there is.</summary>
    public void Flush()
    {
        if (IsSending || _isClosed || _gathered == 0)
        {
            return;
        }

        Send();
        if (_sent < _gathered && !_isClosed)
        {
            IsSending = true;
            loop.Change(_socket, Epoll.Readable | Epoll.Writable, _key);
        }
    }

    /// <summary>Reads nothing more: what the broker sends stays with the kernel, and then with the broker.</summary>
    public void StopReading() => loop.Change(_socket, 0, _key);

    /// <summary>Ends the connection; nothing is told any more.</summary>
    public void Close()
    {
        if (!_isClosed)
        {
            _isClosed = true;
            _socket.Dispose();
            if (_key != 0)
            {
                loop.Forget(_key);
            }
        }
    }

    private void EndConnect()
    {
        var error = (SocketError)(int)_socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)!;
        if (error != SocketError.Success)
        {
            Close();
            handler.Connected($"connect: {error}");
            return;
        }

        loop.Change(_socket, Epoll.Readable, _key);
        _isConnected = true;
        handler.Connected(null);
    }

    private void ResumeSending()
    {
        Send();
        if (_sent < _gathered || _isClosed)
        {
            return;
        }

        IsSending = false;
        loop.Change(_socket, Epoll.Readable, _key);
        handler.Drained();
    }

    private void Send()
    {
        _sent += _socket.Send(_outgoing.AsSpan(_sent, _gathered - _sent), SocketFlags.None, out SocketError error);
        if (error is not (SocketError.Success or SocketError.WouldBlock))
        {
            End(error.ToString());
        }
        else if (_sent == _gathered)
        {
            _sent = _gathered = 0;
        }
    }

    private void Receive()
    {
        int received = _socket.Receive(loop.ReceiveRoom, SocketFlags.None, out SocketError error);
        if (error == SocketError.WouldBlock)
        {
            return;
        }

        if (error != SocketError.Success || received == 0)
        {
            End(error == SocketError.Success ? "closed by the broker" : error.ToString());
            return;
        }

        int start = loop.CarrySize - _carryLength;
        _carry.AsSpan(0, _carryLength).CopyTo(loop.Buffer.AsSpan(start));
        ReadOnlySpan<byte> bytes = loop.Buffer.AsSpan(start, _carryLength + received);
        int consumed = handler.Received(bytes);
        Carry(bytes[consumed..]);
    }

    private void Carry(ReadOnlySpan<byte> rest)
    {
        if (rest.Length > loop.CarrySize)
        {
            End($"a packet of more than {loop.CarrySize} bytes");
            return;
        }

        if (_carry.Length < rest.Length)
        {
            _carry = new byte[rest.Length];
        }

        rest.CopyTo(_carry);
        _carryLength = rest.Length;
    }

    private void End(string reason)
    {
        if (!_isClosed)
        {
            Close();
            handler.Closed(reason);
        }
    }
}
