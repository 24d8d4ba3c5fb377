namespace Pmq.Broker.Outbound;

/// <summary>What became of a message that was to wait.</summary>
internal enum EnqueueResult : byte
{
    /// <summary>It waits.</summary>
    Queued,

    /// <summary>It had to go; it is not reported besides.</summary>
    DroppedIncoming,

    /// <summary>The queue is full, and the client is to be disconnected for it. The message does not wait.</summary>
    MustDisconnect,
}
