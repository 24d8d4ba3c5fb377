namespace Pmq.Broker.Sessions;

/// <summary>What a session waits for a time for.</summary>
internal enum SessionTimer
{
    /// <summary>The end of a session whose client is away.</summary>
    Expiry,

    /// <summary>The will of a client that is gone.</summary>
    WillDelay,

    /// <summary>A look at a client that may be silent.</summary>
    KeepAlive,

    /// <summary>A look at messages that are not acknowledged.</summary>
    InflightCheck,

    /// <summary>The end of the patience with a client that does not go.</summary>
    Close,
}
