namespace Pmq.Transport.Epoll;

/// <summary>
/// A loop's connections by the keys that the poller tells. A key is given anew only after the round in which it became
/// free, because events of that round may still bear it.
/// </summary>
/// <remarks>Owner: event loop.</remarks>
internal sealed class ConnectionTable
{
    private readonly Stack<int> _free = new();
    private readonly List<int> _freeNextRound = [];
    private SocketConnection?[] _connections = new SocketConnection?[64];
    private int _used;

    public SocketConnection? this[int key] => _connections[key];

    public int Add(SocketConnection connection)
    {
        if (!_free.TryPop(out int key))
        {
            key = _used++;
            if (key == _connections.Length)
            {
                Array.Resize(ref _connections, 2 * key);
            }
        }

        _connections[key] = connection;
        return key;
    }

    public void Remove(int key)
    {
        _connections[key] = null;
        _freeNextRound.Add(key);
    }

    /// <summary>A round is over.</summary>
    public void ReuseKeys()
    {
        foreach (int key in _freeNextRound)
        {
            _free.Push(key);
        }

        _freeNextRound.Clear();
    }

    /// <summary>All that are there now.</summary>
    public SocketConnection[] All() => [.. _connections.OfType<SocketConnection>()];
}
