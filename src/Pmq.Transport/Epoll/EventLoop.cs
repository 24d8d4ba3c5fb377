using System.Collections.Concurrent;
using Pmq.Broker.Connections;
using Pmq.Broker.Turns;

namespace Pmq.Transport.Epoll;

/// <summary>
/// One thread with its share of the connections. It waits for sockets, reads them, lets the engine work, and runs the
/// turns that follow from it; what those write they send from here. When nothing is left it helps other loops, and
/// then it waits.
/// </summary>
/// <remarks>Owner: its thread, but for what is said to be called from elsewhere.</remarks>
internal sealed class EventLoop : IDisposable
{
    private const int WakeKey = -1;
    private const int AcceptKey = -2;
    private const int TurnsPerRound = 256;

    // Messages are sent while the second cache still has them.
    private const int BytesBeforeTurns = 64 * 1024;

    [ThreadStatic]
    private static EventLoop? _current;

    private readonly LoopGroup _group;
    private readonly Thread _thread;
    private readonly WakeUp _wakeUp = new();
    private readonly ConcurrentQueue<Action> _orders = new();
    private readonly ConnectionTable _connections = new();
    private readonly Queue<(SocketConnection Connection, long AtMs)> _cuts = new();
    private List<SocketConnection> _nextRound = [];
    private List<SocketConnection> _thisRound = [];
    private Acceptor? _acceptor;
    private Inbox _inbox;
    private Parking _parking;
    private int _receivedSinceTurns;
    private int _connectionCount;
    private bool _isEnding;

    public EventLoop(LoopGroup group, int number)
    {
        _group = group;
        _wakeUp.WatchBy(Poller, WakeKey);
        _thread = new Thread(Run) { IsBackground = true, Name = $"pmq loop {number}" };
    }

    /// <summary>The loop whose thread this is, or null.</summary>
    public static EventLoop? Current => _current;

    public Poller Poller { get; } = new();

    public ReceiveBuffer Buffer { get; } = new();

    /// <summary>The turns that are due. Only its own thread puts; others may take.</summary>
    public TurnQueue Turns { get; } = new();

    /// <summary>How many connections it has, or will have in a moment. Any thread may ask.</summary>
    public int ConnectionCount => Volatile.Read(ref _connectionCount);

    private bool HasWork => _nextRound.Count > 0 || !_inbox.IsEmpty || !Turns.IsEmpty || !_orders.IsEmpty;

    public void Start() => _thread.Start();

    /// <summary>A connection will be its own. Any thread may say so.</summary>
    public void CountConnection() => Interlocked.Increment(ref _connectionCount);

    /// <summary>A connection wants something. Any thread may call it.</summary>
    public void Ask(SocketConnection connection)
    {
        _inbox.Put(connection);
        Wake();
    }

    /// <summary>Has the thread do something. Any thread may call it.</summary>
    public void Order(Action order)
    {
        _orders.Enqueue(order);
        Wake();
    }

    /// <summary>Comes to help, if it waits. Any thread may call it; true when it was called.</summary>
    public bool Wake()
    {
        if (!_parking.TryWake())
        {
            return false;
        }

        _wakeUp.Ring();
        return true;
    }

    public ClientConnection Accept(SocketConnection connection) => _group.Accept(connection);

    /// <summary>Watches a socket under the key that it returns; less than 0 when it can't.</summary>
    public int Watch(SocketConnection connection, int descriptor, uint events)
    {
        int key = _connections.Add(connection);
        if (Poller.Add(descriptor, events, key))
        {
            return key;
        }

        _connections.Remove(key);
        return -1;
    }

    /// <summary>A connection is gone.</summary>
    public void Forget(int key)
    {
        if (key >= 0)
        {
            _connections.Remove(key);
        }

        Interlocked.Decrement(ref _connectionCount);
        _group.ConnectionIsGone();
    }

    public void CountReceived(int bytes) => _receivedSinceTurns += bytes;

    /// <summary>Others get their turn first.</summary>
    public void GoOnNextRound(SocketConnection connection)
    {
        if (connection.JoinNextRound())
        {
            _nextRound.Add(connection);
        }
    }

    /// <summary>Cuts the connection when its time to take the last bytes is over.</summary>
    public void CutLater(SocketConnection connection) =>
        _cuts.Enqueue((connection, Environment.TickCount64 + _group.CloseTimeoutMs));

    /// <summary>Begins to accept connections.</summary>
    public void Listen(Acceptor acceptor)
    {
        _acceptor = acceptor;
        acceptor.Watch(Poller, AcceptKey);
    }

    /// <summary>Accepts no more.</summary>
    public void StopListening()
    {
        _acceptor?.Dispose();
        _acceptor = null;
    }

    /// <summary>Cuts all connections that no session has taken, or all.</summary>
    public void CutAll(bool alsoWithSession)
    {
        TakeInbox();
        foreach (SocketConnection connection in _connections.All())
        {
            if (alsoWithSession)
            {
                connection.Cut();
            }
            else
            {
                connection.CutWithoutSession();
            }
        }
    }

    /// <summary>Cuts its connections; the thread ends when the turns that follow have run.</summary>
    public void End()
    {
        StopListening();
        CutAll(alsoWithSession: true);
        _isEnding = true;
    }

    public void Join() => _thread.Join();

    public void Dispose() => Poller.Dispose();

    private void Run()
    {
        _current = this;
        while (!_isEnding || HasWork)
        {
            int ready = Poller.Wait(TimeToWaitMs());
            _parking.End();
            for (int i = 0; i < ready; i++)
            {
                TakeEvent(Poller.Key(i, out uint events), events);
                if (_receivedSinceTurns >= BytesBeforeTurns)
                {
                    RunTurns();
                }
            }

            _connections.ReuseKeys();
            CutOverdue();
            _acceptor?.EndRest();
            RunNextRound();
            RunOrders();
            TakeInbox();
            RunTurns();
        }

        _current = null;
    }

    /// <summary>How long to wait: not at all while there is work here or elsewhere.</summary>
    private int TimeToWaitMs()
    {
        if (HasWork || HelpOthers())
        {
            return 0;
        }

        _parking.Begin();
        if (HasWork)
        {
            return 0;
        }

        return UntilNextTimeMs();
    }

    private int UntilNextTimeMs()
    {
        int acceptMs = _acceptor?.RestMs ?? Timeout.Infinite;
        if (_cuts.Count == 0)
        {
            return acceptMs;
        }

        int cutMs = (int)Math.Max(0, _cuts.Peek().AtMs - Environment.TickCount64);
        return acceptMs < 0 ? cutMs : Math.Min(acceptMs, cutMs);
    }

    private void TakeEvent(int key, uint events)
    {
        if (key >= 0)
        {
            if (_connections[key] is { } connection)
            {
                Guard(connection, events);
            }
        }
        else if (key == AcceptKey)
        {
            _acceptor?.AcceptSome();
        }
    }

    /// <summary>Works on a connection. What the engine throws there is a bug, and ends this connection only.</summary>
    private void Guard(SocketConnection connection, uint? events)
    {
        try
        {
            if (events is { } changes)
            {
                connection.Ready(changes);
            }
            else
            {
                connection.GoOn();
            }
        }
        catch (Exception fault)
        {
            _group.ReportFault(connection.RemoteAddress, fault);
            connection.Cut();
        }
    }

    private void RunNextRound()
    {
        (_thisRound, _nextRound) = (_nextRound, _thisRound);
        foreach (SocketConnection connection in _thisRound)
        {
            connection.LeaveNextRound();
            Guard(connection, events: null);
            if (_receivedSinceTurns >= BytesBeforeTurns)
            {
                RunTurns();
            }
        }

        _thisRound.Clear();
    }

    private void TakeInbox()
    {
        SocketConnection? connection = _inbox.TakeAll();
        while (connection is not null)
        {
            // It may come into the inbox again as soon as it has looked what was asked.
            SocketConnection? next = connection.NextInInbox;
            connection.NextInInbox = null;
            try
            {
                connection.DoAsked();
            }
            catch (Exception fault)
            {
                _group.ReportFault(connection.RemoteAddress, fault);
                connection.Cut();
            }

            connection = next;
        }
    }

    private void RunOrders()
    {
        while (_orders.TryDequeue(out Action? order))
        {
            order();
        }
    }

    private void RunTurns()
    {
        _receivedSinceTurns = 0;
        for (int i = 1; i <= TurnsPerRound && Turns.TryTake(out Turn? turn); i++)
        {
            turn!.Execute();
            if (i % TurnQueue.Handful == 0 && Turns.NeedsHelp)
            {
                _group.WakeOne();
            }
        }
    }

    private bool HelpOthers()
    {
        if (_group.FindOneInNeed(this) is not { } other)
        {
            return false;
        }

        for (int i = 0; i < TurnQueue.Handful && other.Turns.TryTake(out Turn? turn); i++)
        {
            turn!.Execute();
        }

        return true;
    }

    private void CutOverdue()
    {
        while (_cuts.Count > 0 && _cuts.Peek().AtMs <= Environment.TickCount64)
        {
            _cuts.Dequeue().Connection.Cut();
        }
    }
}
