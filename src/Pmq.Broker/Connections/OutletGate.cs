namespace Pmq.Broker.Connections;

/// <summary>
/// Stops reading from a client that does not read: what it is owed would pile up. Its keep alive goes on meanwhile, so
/// that one who never reads again is ended.
/// </summary>
/// <remarks>
/// Owner: read loop; the rest is the session turn's. A struct, because it is a part of <see cref="InboundHalf"/>.
/// </remarks>
internal struct OutletGate
{
    private int _isFull;
    private ReadPause _pause;

    /// <summary>The socket took no more.</summary>
    public void Full() => Volatile.Write(ref _isFull, 1);

    /// <summary>The socket takes bytes again.</summary>
    public void Ready(IClientOutlet outlet)
    {
        Interlocked.Exchange(ref _isFull, 0);
        _pause.End(outlet);
    }

    /// <summary>Stops reading while the socket is full; false when there is no need to.</summary>
    public bool Pause()
    {
        if (Volatile.Read(ref _isFull) == 0)
        {
            return false;
        }

        _pause.Begin();
        if (Volatile.Read(ref _isFull) == 1)
        {
            return true;
        }

        _pause.Withdraw();
        return false;
    }
}
