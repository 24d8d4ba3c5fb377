using Pmq.Transport.Epoll;

namespace Pmq.Hosting;

/// <summary>How clients are listened to.</summary>
public sealed record ListenerSettings
{
    /// <summary>Whose sockets to use.</summary>
    public SocketsChoice Sockets { get; init; } = SocketsChoice.Auto;

    /// <summary>True when PMQ's own event loops are to be used.</summary>
    public bool UsesEpoll => Sockets == SocketsChoice.Epoll
        || (Sockets == SocketsChoice.Auto && EpollTransport.IsSupported);
}
