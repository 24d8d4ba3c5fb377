namespace Pmq.Transport.Epoll;

/// <summary>How far the reading of a connection is.</summary>
[Flags]
internal enum ReadState : ushort
{
    None = 0,

    /// <summary>The kernel may have bytes that were not read.</summary>
    Readable = 1,

    /// <summary>The end was announced, so a read that is not full is no sign that there is nothing more.</summary>
    EndIsNear = 2,

    /// <summary>The peer sends no more.</summary>
    PeerEnded = 4,

    /// <summary>The engine wants nothing until it says so.</summary>
    Paused = 8,

    /// <summary>The engine has not said of what is left that it needs more.</summary>
    RestIsUntried = 16,

    /// <summary>The engine was told that nothing more comes.</summary>
    InputEnded = 32,

    /// <summary>It is on the loop's list.</summary>
    InNextRound = 64,

    /// <summary>The engine has closed it.</summary>
    Closing = 128,

    /// <summary>The descriptor is closed.</summary>
    Gone = 256,
}
