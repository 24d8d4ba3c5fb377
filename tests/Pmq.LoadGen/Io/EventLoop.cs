using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Pmq.LoadGen.Io;

/// <summary>
/// One thread that does all work of all sockets: nothing that runs there needs a lock, and all connections share one
/// receive buffer. Between two rounds it may sleep for a moment: when a broker writes each message by itself, reading
/// each by itself would cost both sides several times as much.
/// </summary>
internal sealed class EventLoop : IDisposable
{
    private const int ReceiveSize = 256 * 1024;
    private const int WakeKey = 0;
    private const int WaitMs = 100;

    private readonly Epoll _epoll = new();
    private readonly int _pauseMicroseconds;
    private readonly Thread _thread;
    private readonly ConcurrentQueue<Action> _posted = new();
    private readonly List<Connection?> _connections = [null];
    private readonly Stack<int> _freeKeys = new();
    private readonly Socket _wakeSender;
    private readonly Socket _wakeReceiver;
    private int _wakeSent;
    private volatile bool _ended;

    /// <param name="packetSizeMax">The largest packet that may arrive, and so the most that a read leaves.</param>
    /// <param name="pauseMicroseconds">How long to sleep after each round.</param>
    public EventLoop(int packetSizeMax, int pauseMicroseconds)
    {
        CarrySize = packetSizeMax;
        _pauseMicroseconds = pauseMicroseconds;
        Buffer = GC.AllocateUninitializedArray<byte>(CarrySize + ReceiveSize, pinned: true);
        (_wakeSender, _wakeReceiver) = ConnectedPair();
        _epoll.Watch(_wakeReceiver.SafeHandle, Epoll.Readable, WakeKey);
        _thread = new Thread(Run) { IsBackground = true, Name = "loop" };
        _thread.Start();
    }

    /// <summary>Received bytes land at <see cref="CarrySize"/>, and what a read left before them.</summary>
    public byte[] Buffer { get; }

    /// <summary>The room before the received bytes.</summary>
    public int CarrySize { get; }

    /// <summary>Where received bytes land.</summary>
    public Span<byte> ReceiveRoom => Buffer.AsSpan(CarrySize);

    /// <summary>Runs the action on the loop's thread.</summary>
    public void Post(Action action)
    {
        _posted.Enqueue(action);
        if (Interlocked.Exchange(ref _wakeSent, 1) == 0)
        {
            _wakeSender.Send("!"u8);
        }
    }

    /// <summary>Runs the function on the loop's thread and hands back what it returns.</summary>
    public Task<T> AskAsync<T>(Func<T> function)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() => answer.SetResult(function()));
        return answer.Task;
    }

    /// <summary>Watches a connection's socket and returns the key to do so under. On the loop's thread only.</summary>
    public int Watch(Connection connection, Socket socket, uint events)
    {
        if (!_freeKeys.TryPop(out int key))
        {
            key = _connections.Count;
            _connections.Add(null);
        }

        _connections[key] = connection;
        _epoll.Watch(socket.SafeHandle, events, key);
        return key;
    }

    /// <summary>Watches for other events.</summary>
    public void Change(Socket socket, uint events, int key) => _epoll.Change(socket.SafeHandle, events, key);

    /// <summary>Forgets a connection whose socket is closed.</summary>
    public void Forget(int key)
    {
        _connections[key] = null;

        // Events of this round may still bear the key, so it is used again from the next round on.
        _posted.Enqueue(() => _freeKeys.Push(key));
    }

    public void Dispose()
    {
        _ended = true;
        _thread.Join();
        _wakeSender.Dispose();
        _wakeReceiver.Dispose();
        _epoll.Dispose();
    }

    private void Run()
    {
        Epoll.SleepExactly();
        while (!_ended)
        {
            int ready = _epoll.Wait(WaitMs);
            for (int i = 0; i < ready; i++)
            {
                int key = _epoll.Key(i, out uint events);
                if (key == WakeKey)
                {
                    TakeWake();
                }
                else
                {
                    _connections[key]?.Ready(events);
                }
            }

            RunPosted();
            if (_pauseMicroseconds > 0)
            {
                Epoll.Sleep(_pauseMicroseconds);
            }
        }
    }

    private void TakeWake()
    {
        Span<byte> wakes = stackalloc byte[16];
        _wakeReceiver.Receive(wakes);
        Volatile.Write(ref _wakeSent, 0);
    }

    private void RunPosted()
    {
        while (_posted.TryDequeue(out Action? action))
        {
            action();
        }
    }

    private static (Socket Sender, Socket Receiver) ConnectedPair()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        var sender = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        sender.Connect(listener.LocalEndPoint!);
        return (sender, listener.Accept());
    }
}
