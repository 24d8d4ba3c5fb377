namespace Pmq.Hosting;

/// <summary>Whose sockets MQTT comes through.</summary>
public enum SocketsChoice
{
    /// <summary>PMQ's own where they work, which is on Linux; Kestrel's elsewhere.</summary>
    Auto,

    /// <summary>PMQ's own event loops.</summary>
    Epoll,

    /// <summary>Kestrel's.</summary>
    Kestrel,
}
