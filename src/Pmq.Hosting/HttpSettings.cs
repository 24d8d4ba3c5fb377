using System.Net;

namespace Pmq.Hosting;

/// <summary>Where HTTP is served: health and the interface that operators and the command line use.</summary>
public sealed record HttpSettings
{
    /// <summary>The address to bind to: a loopback one, since without credentials only this machine may ask.</summary>
    public IPAddress Host { get; init; } = IPAddress.Loopback;

    /// <summary>The port; 0 takes a free one, and without one there is no HTTP.</summary>
    public int? Port { get; init; } = 1884;
}
