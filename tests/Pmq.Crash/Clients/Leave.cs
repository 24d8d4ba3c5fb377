namespace Pmq.Crash.Clients;

/// <summary>How a client goes.</summary>
internal enum Leave
{
    /// <summary>It closes the connection.</summary>
    Close,

    /// <summary>It says DISCONNECT before.</summary>
    Disconnect,

    /// <summary>It has taken in what came last, and closes without having answered it.</summary>
    Unanswered,
}
