namespace Pmq.Broker.Outbound;

/// <summary>What happens when a message is to wait in a queue that is full.</summary>
public enum QueueOverflow : byte
{
    /// <summary>
    /// The oldest of QoS 0 in the queue goes; if there is none, the new one, if it is of QoS 0 itself; else the oldest.
    /// </summary>
    DropOldest,

    /// <summary>The new one goes.</summary>
    DropNewest,

    /// <summary>The client is disconnected: it shall rather know than miss something.</summary>
    Disconnect,
}
