using System.Net;
using Pmq.Broker;
using Pmq.Broker.Connections;

namespace Pmq.Transport.Epoll;

/// <summary>The event loops of a node, one for each processor, and its listener.</summary>
/// <remarks>Owner: who starts and stops it; the rest is thread-safe.</remarks>
internal sealed class LoopGroup : IDisposable
{
    private readonly BrokerNode _node;
    private readonly Action<string, Exception> _reportFault;
    private readonly EventLoop[] _loops;
    private readonly TaskCompletionSource _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private State _state;
    private int _isStopping;

    public LoopGroup(BrokerNode node, Action<string, Exception> reportFault, int count)
    {
        _node = node;
        _reportFault = reportFault;
        _loops = new EventLoop[count];
        for (int i = 0; i < count; i++)
        {
            _loops[i] = new EventLoop(this, i);
        }
    }

    public IReadOnlyList<EventLoop> Loops => _loops;

    /// <summary>How long a closed connection may take for its last bytes.</summary>
    public long CloseTimeoutMs => (long)_node.Options.Connection.CloseTimeout.TotalMilliseconds;

    private int ConnectionCount
    {
        get
        {
            int count = 0;
            foreach (EventLoop loop in _loops)
            {
                count += loop.ConnectionCount;
            }

            return count;
        }
    }

    /// <summary>Binds the address, starts the threads and accepts; the address with the port it got.</summary>
    public IPEndPoint Start(IPEndPoint address)
    {
        var acceptor = new Acceptor(this, address);
        _state = State.Started;
        foreach (EventLoop loop in _loops)
        {
            loop.Start();
        }

        _loops[0].Order(() => _loops[0].Listen(acceptor));
        return acceptor.Address;
    }

    /// <summary>
    /// Accepts no more, cuts whom no session has taken, and waits for the others, which the node ends.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        if (_state != State.Started)
        {
            return;
        }

        await OrderAsync(_loops[0], static loop => loop.StopListening());
        OrderAll(static loop => loop.CutAll(alsoWithSession: false));
        Interlocked.Exchange(ref _isStopping, 1);
        ConnectionIsGone();
        await Task.WhenAny(_empty.Task, Task.Delay(Timeout.Infinite, cancellation));
        OrderAll(static loop => loop.CutAll(alsoWithSession: true));
        await _empty.Task;
    }

    public ClientConnection Accept(SocketConnection connection) => _node.Accept(connection);

    /// <summary>Gives an accepted socket to the loop that has the fewest.</summary>
    public void Take(int descriptor, in PeerAddress peer)
    {
        EventLoop lightest = _loops[0];
        foreach (EventLoop loop in _loops)
        {
            lightest = loop.ConnectionCount < lightest.ConnectionCount ? loop : lightest;
        }

        lightest.CountConnection();
        new SocketConnection(lightest, descriptor, peer).Begin();
    }

    public void ReportFault(string remoteAddress, Exception fault) => _reportFault(remoteAddress, fault);

    /// <summary>The last one to go ends the stop.</summary>
    public void ConnectionIsGone()
    {
        if (Volatile.Read(ref _isStopping) != 0 && ConnectionCount == 0)
        {
            _empty.TrySetResult();
        }
    }

    /// <summary>Has a loop that waits come and help.</summary>
    public void WakeOne()
    {
        foreach (EventLoop loop in _loops)
        {
            if (loop.Wake())
            {
                return;
            }
        }
    }

    /// <summary>A loop that has more turns than it can run soon.</summary>
    public EventLoop? FindOneInNeed(EventLoop helper)
    {
        foreach (EventLoop loop in _loops)
        {
            if (loop != helper && loop.Turns.NeedsHelp)
            {
                return loop;
            }
        }

        return null;
    }

    public void Dispose()
    {
        if (_state == State.Started)
        {
            OrderAll(static loop => loop.End());
            foreach (EventLoop loop in _loops)
            {
                loop.Join();
            }
        }

        if (_state != State.Ended)
        {
            _state = State.Ended;
            foreach (EventLoop loop in _loops)
            {
                loop.Dispose();
            }
        }
    }

    private static Task OrderAsync(EventLoop loop, Action<EventLoop> order)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        loop.Order(() =>
        {
            order(loop);
            done.SetResult();
        });
        return done.Task;
    }

    private void OrderAll(Action<EventLoop> order)
    {
        foreach (EventLoop loop in _loops)
        {
            loop.Order(() => order(loop));
        }
    }

    private enum State
    {
        New,
        Started,
        Ended,
    }
}
