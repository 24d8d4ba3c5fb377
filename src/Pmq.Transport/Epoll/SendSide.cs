using System.Runtime.InteropServices;

namespace Pmq.Transport.Epoll;

/// <summary>
/// The sending half of a socket. Whoever writes to the connection sends from its own thread; what the kernel does not
/// take waits here, and the loop sends it when there is room.
/// </summary>
/// <remarks>
/// Owner: its lock. It is held for a system call and never over a call to another object. The descriptor is used for
/// sending with the lock held only, and the loop takes it out with the lock held before it closes it: so nobody can
/// send to a number that has become another connection's.
/// </remarks>
internal unsafe struct SendSide(int descriptor)
{
    private const int Closed = -1;

    private readonly Lock _lock = new();
    private int _descriptor = descriptor;
    private byte[]? _waiting;
    private int _waitingFrom;
    private int _waitingTo;

    /// <summary>True while bytes wait for the kernel to have room. Any thread may ask.</summary>
    public readonly bool HasWaiting => Volatile.Read(in _waiting) is not null;

    /// <summary>Sends the bytes, or keeps what the kernel does not take. False when bytes wait.</summary>
    /// <param name="bytes">What to send.</param>
    /// <param name="beginsToWait">True when nothing waited before: the loop has to be told of the room to come.</param>
    public bool Send(ReadOnlySpan<byte> bytes, out bool beginsToWait)
    {
        beginsToWait = false;
        lock (_lock)
        {
            if (_descriptor == Closed)
            {
                return true;
            }

            bool waitedBefore = _waiting is not null;
            int sent = waitedBefore ? 0 : SendSome(bytes);
            if (sent == bytes.Length)
            {
                return !waitedBefore;
            }

            Keep(bytes[sent..]);
            beginsToWait = !waitedBefore;
            return false;
        }
    }

    /// <summary>Has the poller tell when there is room. The descriptor is not closed meanwhile.</summary>
    public readonly void AwaitRoom(Poller poller, uint events, int key)
    {
        lock (_lock)
        {
            if (_descriptor != Closed)
            {
                poller.Change(_descriptor, events, key);
            }
        }
    }

    /// <summary>There is room again: true when everything that waited is sent, or will never be.</summary>
    public bool SendWaiting()
    {
        lock (_lock)
        {
            if (_waiting is null)
            {
                return true;
            }

            _waitingFrom += SendSome(_waiting.AsSpan(_waitingFrom, _waitingTo - _waitingFrom));
            if (_waitingFrom < _waitingTo)
            {
                return false;
            }

            Volatile.Write(ref _waiting, null);
            return true;
        }
    }

    /// <summary>
    /// Nobody sends any more, and what waits is dropped. For the loop, which closes the descriptor then.
    /// </summary>
    public void Close()
    {
        lock (_lock)
        {
            _descriptor = Closed;
            Volatile.Write(ref _waiting, null);
        }
    }

    /// <summary>
    /// How much the kernel took. A connection that is broken takes everything, and the loop hears of its end.
    /// </summary>
    private readonly int SendSome(ReadOnlySpan<byte> bytes)
    {
        int sent = 0;
        fixed (byte* first = bytes)
        {
            while (sent < bytes.Length)
            {
                nint count = Libc.send(
                    _descriptor, first + sent, (nuint)(bytes.Length - sent), Libc.DontWait | Libc.NoSignal);
                if (count >= 0)
                {
                    sent += (int)count;
                    continue;
                }

                int error = Marshal.GetLastSystemError();
                if (error == Libc.TryAgain)
                {
                    return sent;
                }

                if (error != Libc.Interrupted)
                {
                    _ = Libc.shutdown(_descriptor, Libc.BothWays);
                    return bytes.Length;
                }
            }
        }

        return sent;
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (_waiting is null)
        {
            _waitingFrom = 0;
            _waitingTo = bytes.Length;
            Volatile.Write(ref _waiting, bytes.ToArray());
            return;
        }

        if (_waiting.Length - _waitingTo < bytes.Length)
        {
            // What comes while bytes wait is small: the engine holds messages back and only answers.
            int length = _waitingTo - _waitingFrom;
            byte[] larger = new byte[Math.Max(2 * length, length + bytes.Length)];
            _waiting.AsSpan(_waitingFrom, length).CopyTo(larger);
            _waitingFrom = 0;
            _waitingTo = length;
            Volatile.Write(ref _waiting, larger);
        }

        bytes.CopyTo(_waiting.AsSpan(_waitingTo));
        _waitingTo += bytes.Length;
    }
}
