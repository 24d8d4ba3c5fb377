namespace Pmq.Broker.Accounting;

/// <summary>Why an accepted copy of a message did not reach its client.</summary>
public enum DropCause : byte
{
    /// <summary>The queue was full and this one had to go.</summary>
    QueueFull,

    /// <summary>Its time was over before it was sent.</summary>
    Expired,

    /// <summary>It stayed unacknowledged for longer than the configured time.</summary>
    InflightExpired,

    /// <summary>It is larger than the client's maximum packet size [MQTT-3.1.2-25].</summary>
    PacketTooLarge,

    /// <summary>
    /// The client was away, and nothing waits for it: QoS 0 that is not queued, or no session to keep.
    /// </summary>
    Offline,

    /// <summary>The session ended with the message in it.</summary>
    SessionEnded,

    /// <summary>The client refused it with a reason code of 0x80 or above.</summary>
    Refused,
}
