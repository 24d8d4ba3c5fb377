using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Pmq.Transport.Epoll;

/// <summary>
/// The listening socket. One loop accepts for all, and gives each connection to the loop that has the fewest. When
/// descriptors run out it rests for a moment, because the waiting connection would be told again and again.
/// </summary>
/// <remarks>Owner: the event loop that accepts.</remarks>
internal sealed class Acceptor : IDisposable
{
    private const int Backlog = 4096;
    private const int AcceptedPerRound = 64;
    private const int RestTimeMs = 100;

    private readonly LoopGroup _group;
    private readonly Socket _socket;
    private readonly int _descriptor;
    private Poller? _poller;
    private int _key;
    private long _restsUntilMs;

    /// <summary>Binds and listens; nothing is accepted yet.</summary>
    public Acceptor(LoopGroup group, IPEndPoint address)
    {
        _group = group;
        _socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
        try
        {
            if (address.Address.Equals(IPAddress.IPv6Any))
            {
                _socket.DualMode = true;
            }

            // What is accepted inherits it.
            _socket.NoDelay = true;
            _socket.Bind(address);
            _socket.Listen(Backlog);
        }
        catch
        {
            _socket.Dispose();
            throw;
        }

        Address = (IPEndPoint)_socket.LocalEndPoint!;
        _descriptor = (int)_socket.Handle;
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint Address { get; }

    /// <summary>How long it rests yet; less than 0 when it does not.</summary>
    public int RestMs => _restsUntilMs == 0
        ? Timeout.Infinite
        : (int)Math.Max(0, _restsUntilMs - Environment.TickCount64);

    public void Watch(Poller poller, int key)
    {
        _poller = poller;
        _key = key;
        poller.Add(_descriptor, Poller.Readable, key);
    }

    /// <summary>Accepts what is there, up to a bound; what is left is told again.</summary>
    public void AcceptSome()
    {
        for (int i = 0; i < AcceptedPerRound && AcceptOne(); i++)
        {
        }
    }

    /// <summary>Goes on when it has rested.</summary>
    public void EndRest()
    {
        if (_restsUntilMs != 0 && RestMs == 0)
        {
            _restsUntilMs = 0;
            _poller!.Change(_descriptor, Poller.Readable, _key);
        }
    }

    public void Dispose() => _socket.Dispose();

    private unsafe bool AcceptOne()
    {
        byte* address = stackalloc byte[PeerAddress.MaximumSize];
        int size = PeerAddress.MaximumSize;
        int accepted = Libc.accept4(_descriptor, address, &size, Libc.NonBlocking | Libc.CloseOnExec);
        if (accepted >= 0)
        {
            size = Math.Min(size, PeerAddress.MaximumSize);
            _group.Take(accepted, new PeerAddress(new ReadOnlySpan<byte>(address, size)));
            return true;
        }

        int error = Marshal.GetLastSystemError();
        if (error == Libc.TryAgain)
        {
            return false;
        }

        if (error is Libc.TooManyFiles or Libc.TooManyFilesInAll or Libc.NoBufferSpace or Libc.NoMemory)
        {
            _restsUntilMs = Environment.TickCount64 + RestTimeMs;
            _poller!.Change(_descriptor, 0, _key);
            return false;
        }

        // This one failed before it was accepted; the next may be all right.
        return true;
    }
}
