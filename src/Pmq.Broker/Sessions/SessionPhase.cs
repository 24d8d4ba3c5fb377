namespace Pmq.Broker.Sessions;

/// <summary>Where a session is between its connections.</summary>
internal enum SessionPhase : byte
{
    /// <summary>It holds nothing: it is new, or was cleared.</summary>
    Blank,

    /// <summary>It is kept: its client is connected or may come back.</summary>
    Kept,

    /// <summary>Its subscriptions are being removed, because it ended or starts over clean.</summary>
    Clearing,
}
