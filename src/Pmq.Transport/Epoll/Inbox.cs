namespace Pmq.Transport.Epoll;

/// <summary>
/// The connections that want something of their loop and were asked from anywhere. Each is in it at most once, so they
/// are chained by themselves and nothing is allocated.
/// </summary>
/// <remarks>Owner: thread-safe to put; the loop takes.</remarks>
internal struct Inbox
{
    private SocketConnection? _newest;

    public bool IsEmpty => Volatile.Read(ref _newest) is null;

    public void Put(SocketConnection connection)
    {
        SocketConnection? newest = Volatile.Read(ref _newest);
        while (true)
        {
            connection.NextInInbox = newest;
            SocketConnection? seen = Interlocked.CompareExchange(ref _newest, connection, newest);
            if (ReferenceEquals(seen, newest))
            {
                return;
            }

            newest = seen;
        }
    }

    /// <summary>Takes all, the newest first; each knows the next.</summary>
    public SocketConnection? TakeAll() => IsEmpty ? null : Interlocked.Exchange(ref _newest, null);
}
