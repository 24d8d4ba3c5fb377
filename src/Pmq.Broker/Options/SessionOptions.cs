using Pmq.Broker.Outbound;

namespace Pmq.Broker.Options;

/// <summary>What a session holds and for how long.</summary>
public sealed record SessionOptions
{
    /// <summary>
    /// The longest session expiry in seconds; longer ones are lowered to it, and it ends kept sessions of 3.x too.
    /// 4,294,967,295: as asked.
    /// </summary>
    public uint ExpiryMax { get; init; } = uint.MaxValue;

    /// <summary>
    /// How many QoS 1 and 2 messages may be under way to a client; a 5.0 client's receive maximum may lower it.
    /// </summary>
    public int InflightMax { get; init; } = 100;

    /// <summary>How long a message may stay unacknowledged before it is dropped, in seconds. 0: for ever.</summary>
    public int InflightExpiry { get; init; }

    /// <summary>How many messages wait for a client beyond those under way. 0: no bound but the bytes.</summary>
    public int QueuedMessagesMax { get; init; } = 1000;

    /// <summary>
    /// How many bytes of messages wait for a client. 64 MiB: the message bound times a large message of 64 KiB.
    /// </summary>
    public long QueuedBytesMax { get; init; } = 64L * 1024 * 1024;

    /// <summary>What happens when a queue is full.</summary>
    public QueueOverflow QueueOverflow { get; init; } = QueueOverflow.DropOldest;

    /// <summary>Whether QoS 0 messages wait for a client that is away.</summary>
    public bool QueueQos0Messages { get; init; } = true;

    /// <summary>
    /// Seconds after which an unacknowledged message is sent again to a 3.x client. 0: on reconnect only, as 5.0
    /// demands.
    /// </summary>
    public int DeliveryRetryInterval { get; init; }

    /// <summary>How many sessions the node holds. 0: no bound.</summary>
    public int SessionsMax { get; init; }
}
