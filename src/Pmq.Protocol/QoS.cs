namespace Pmq.Protocol;

/// <summary>The quality of service of a message, a subscription or a will.</summary>
public enum QoS : byte
{
    /// <summary>Delivered once or not at all.</summary>
    AtMostOnce = 0,

    /// <summary>Delivered once or more often.</summary>
    AtLeastOnce = 1,

    /// <summary>Delivered once.</summary>
    ExactlyOnce = 2,
}
