namespace Pmq.Broker.Connections;

/// <summary>
/// Holds a client's messages back until its SUBSCRIBE and UNSUBSCRIBE requests are carried out, which happens
/// elsewhere.
/// </summary>
/// <remarks>
/// Owner: read loop; <see cref="Done"/> is the session turn's. A struct, because it is a part of
/// <see cref="InboundHalf"/>.
/// </remarks>
internal struct RequestGate
{
    private int _sent;
    private int _done;
    private ReadPause _pause;

    /// <summary>True when no request is on its way.</summary>
    public bool AllDone => _sent == Volatile.Read(ref _done);

    /// <summary>A request was posted.</summary>
    public void Sent() => _sent++;

    /// <summary>Stops reading until the requests are done; false when they were done in the meantime.</summary>
    public bool Pause()
    {
        _pause.Begin();
        if (!AllDone)
        {
            return true;
        }

        _pause.Withdraw();
        return false;
    }

    /// <summary>A request was carried out.</summary>
    public void Done(IClientOutlet outlet)
    {
        Interlocked.Increment(ref _done);
        _pause.End(outlet);
    }
}
