using System.Buffers;
using System.Runtime.InteropServices;
using Pmq.Broker.Connections;

namespace Pmq.Transport.Epoll;

/// <summary>
/// A client's socket. Its loop reads and closes; the engine writes from whatever thread runs the session's turn. What
/// others want of the loop they ask by setting a bit and putting the connection into the loop's inbox.
/// </summary>
/// <remarks>
/// Owner: event loop, but for the part that implements <see cref="IClientOutlet"/>: writing is its writer's, asking is
/// thread-safe.
/// </remarks>
internal sealed class SocketConnection(EventLoop loop, int descriptor, in PeerAddress peer) : IClientOutlet
{
    private const uint Watched = Poller.Readable | Poller.PeerEnded | Poller.EachChange;
    private const uint SomethingToRead = Poller.Readable | Poller.PeerEnded | Poller.HungUp | Poller.Failed;
    private const uint EndIsNear = SomethingToRead & ~Poller.Readable;
    private const uint RoomToSend = Poller.Writable | Poller.HungUp | Poller.Failed;

    private readonly PeerAddress _peer = peer;
    private SendSide _sendSide = new(descriptor);
    private ClientConnection? _client;
    private byte[]? _writing;
    private int _written;
    private Leftover _rest;
    private int _key;
    private int _asked;
    private ReadState _state;

    /// <summary>The next one in the loop's inbox.</summary>
    public SocketConnection? NextInInbox { get; set; }

    public string RemoteAddress => _peer.ToString();

    private bool EndIsAsked => (Volatile.Read(ref _asked) & (int)(Wish.Close | Wish.Abort)) != 0;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        MakeRoom(Math.Max(sizeHint, 1));
        return _writing.AsMemory(_written);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        MakeRoom(Math.Max(sizeHint, 1));
        return _writing.AsSpan(_written);
    }

    public void Advance(int count) => _written += count;

    public bool Flush()
    {
        if (_writing is not { } writing)
        {
            return !_sendSide.HasWaiting;
        }

        bool isSent = SendWritten();
        _writing = null;
        SendBuffers.GiveBack(writing);
        return isSent;
    }

    public void Close() => Ask(Wish.Close);

    public void Abort() => Ask(Wish.Abort);

    public void ResumeReading() => Ask(Wish.Resume);

    /// <summary>Has the loop take the connection in.</summary>
    public void Begin() => Ask(Wish.Begin);

    /// <summary>Does what was asked for since the last time.</summary>
    public void DoAsked()
    {
        var asked = (Wish)Interlocked.Exchange(ref _asked, 0);
        if ((asked & Wish.Begin) != 0)
        {
            Enter();
        }

        if (Is(ReadState.Gone))
        {
            return;
        }

        if ((asked & (Wish.Close | Wish.Abort)) != 0)
        {
            _state |= ReadState.Closing;
            EndInput();
            LeaveOrLinger((asked & Wish.Abort) != 0);
        }
        else if ((asked & Wish.Resume) != 0 && Is(ReadState.Paused))
        {
            _state &= ~ReadState.Paused;
            GoOn();
        }
    }

    /// <summary>The poller says that something has changed.</summary>
    public void Ready(uint events)
    {
        if ((events & RoomToSend) != 0 && _sendSide.HasWaiting)
        {
            SendWaiting();
        }

        if ((events & SomethingToRead) != 0)
        {
            _state |= ReadState.Readable | ((events & EndIsNear) != 0 ? ReadState.EndIsNear : ReadState.None);
            GoOn();
        }
    }

    /// <summary>Reads once, or gives the engine once what it has left.</summary>
    public void GoOn()
    {
        if ((_state & (ReadState.Paused | ReadState.InputEnded)) != 0 || EndIsAsked)
        {
            return;
        }

        if (Is(ReadState.Readable))
        {
            Read();
        }
        else
        {
            WorkOnRest();
        }
    }

    /// <summary>It is among those that go on in the next round; true when it was not before.</summary>
    public bool JoinNextRound()
    {
        bool isNew = !Is(ReadState.InNextRound);
        _state |= ReadState.InNextRound;
        return isNew;
    }

    public void LeaveNextRound() => _state &= ~ReadState.InNextRound;

    /// <summary>Ends it now, whatever its client and the engine think: the node ends, or a bug was met.</summary>
    public void Cut()
    {
        if (!Is(ReadState.Gone))
        {
            EndInput();
            Leave(cut: true);
        }
    }

    /// <summary>Cuts it if no session has taken it.</summary>
    public void CutWithoutSession() => _client?.CutWithoutSession();

    private bool Is(ReadState state) => (_state & state) != 0;

    private void Ask(Wish wish)
    {
        if (Interlocked.Or(ref _asked, (int)wish) == 0)
        {
            loop.Ask(this);
        }
    }

    private void Enter()
    {
        _client = loop.Accept(this);
        _key = loop.Watch(this, descriptor, Watched);
        if (_key < 0)
        {
            Cut();
        }
    }

    private void MakeRoom(int size)
    {
        if (_writing is { } full && full.Length - _written < size)
        {
            SendWritten();
            if (full.Length < size)
            {
                SendBuffers.GiveBack(full);
                _writing = null;
            }
        }

        _writing ??= SendBuffers.Take(size);
    }

    private bool SendWritten()
    {
        bool isSent = _sendSide.Send(_writing.AsSpan(0, _written), out bool beginsToWait);
        _written = 0;
        if (beginsToWait)
        {
            // The kernel may have got room in this moment. It looks again when it is told what to watch.
            _sendSide.AwaitRoom(loop.Poller, Watched | Poller.Writable, _key);
        }

        return isSent;
    }

    private void SendWaiting()
    {
        if (!_sendSide.SendWaiting())
        {
            return;
        }

        if (Is(ReadState.Closing))
        {
            Leave(cut: false);
        }
        else
        {
            _client!.OutletReady();
        }
    }

    private void Read()
    {
        ReceiveBuffer buffer = loop.Buffer;
        bool isLarge = _rest.IsLarge;
        int received;
        bool isFull;
        if (isLarge)
        {
            received = _rest.Receive(descriptor, out isFull);
        }
        else
        {
            received = buffer.Receive(descriptor);
            isFull = received == ReceiveBuffer.Room;
        }

        if (received <= 0)
        {
            ReceivedNothing(received);
            return;
        }

        loop.CountReceived(received);
        if (!isFull && !Is(ReadState.EndIsNear))
        {
            _state &= ~ReadState.Readable;
        }

        if (isLarge)
        {
            Work(_rest.Bytes, 0, _rest.Length);
        }
        else
        {
            _rest.CopyBefore(buffer.Bytes, ReceiveBuffer.Headroom);
            Work(buffer.Bytes, ReceiveBuffer.Headroom - _rest.Length, _rest.Length + received);
        }
    }

    private void ReceivedNothing(int answer)
    {
        int error = answer < 0 ? Marshal.GetLastSystemError() : 0;
        if (error == Libc.Interrupted)
        {
            loop.GoOnNextRound(this);
            return;
        }

        _state &= ~ReadState.Readable;
        if (error is not (0 or Libc.TryAgain))
        {
            EndInput();
            return;
        }

        if (error == 0)
        {
            _state |= ReadState.PeerEnded;
        }

        WorkOnRest();
    }

    /// <summary>Whole packets may be left from before; the beginning of one waits for more.</summary>
    private void WorkOnRest()
    {
        if (Is(ReadState.RestIsUntried) && _rest.Length > 0)
        {
            Work(_rest.Bytes, 0, _rest.Length);
        }
        else
        {
            Follow(ReadVerdict.Continue);
        }
    }

    private void Work(byte[] bytes, int start, int length)
    {
        var input = new ReadOnlySequence<byte>(bytes, start, length);
        ReadVerdict verdict = _client!.Receive(input, out SequencePosition consumed);
        int left = (int)input.Slice(consumed).Length;
        _rest.Keep(bytes.AsSpan(start + length - left, left));
        Follow(verdict);
    }

    private void Follow(ReadVerdict verdict)
    {
        _state &= ~ReadState.RestIsUntried;
        switch (verdict)
        {
            case ReadVerdict.Continue when Is(ReadState.PeerEnded):
            case ReadVerdict.Stop:
                EndInput();
                break;
            case ReadVerdict.Continue when Is(ReadState.Readable):
                loop.GoOnNextRound(this);
                break;
            case ReadVerdict.Yield:
                _state |= ReadState.RestIsUntried;
                loop.GoOnNextRound(this);
                break;
            case ReadVerdict.Pause:
                _state |= ReadState.RestIsUntried | ReadState.Paused;
                break;
            default:
                break;
        }
    }

    private void EndInput()
    {
        if (!Is(ReadState.InputEnded))
        {
            _state |= ReadState.InputEnded;
            _rest.Drop();
            _client?.InputEnded();
        }
    }

    /// <summary>Whatever was flushed still goes out, if the client takes it in time.</summary>
    private void LeaveOrLinger(bool cut)
    {
        if (cut || !_sendSide.HasWaiting)
        {
            Leave(cut);
        }
        else
        {
            loop.CutLater(this);
        }
    }

    /// <summary>The only place where the descriptor is closed, once.</summary>
    private void Leave(bool cut)
    {
        _state |= ReadState.Gone;
        bool hasWaiting = _sendSide.HasWaiting;
        _sendSide.Close();
        if (cut && hasWaiting)
        {
            Libc.CutOnClose(descriptor);
        }
        else if (Is(ReadState.Readable))
        {
            // The kernel would answer bytes that nobody has read with a reset, which may overtake what was sent.
            Libc.DiscardReceived(descriptor);
        }

        _ = Libc.close(descriptor);
        loop.Forget(_key);
    }
}
