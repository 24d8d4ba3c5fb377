namespace Pmq.Transport.Epoll;

/// <summary>What a connection wants of its loop, asked from any thread.</summary>
[Flags]
internal enum Wish
{
    None = 0,

    /// <summary>To be taken in.</summary>
    Begin = 1,

    /// <summary>To be read again.</summary>
    Resume = 2,

    /// <summary>To be closed when everything is sent.</summary>
    Close = 4,

    /// <summary>To be closed at once.</summary>
    Abort = 8,
}
