using System.Net;
using System.Net.Sockets;
using Pmq.Broker.Options;

namespace Pmq.Hosting;

/// <summary>Everything that can be set of a node.</summary>
public sealed record PmqSettings
{
    /// <summary>The address the MQTT listener binds to; all addresses unless told otherwise.</summary>
    public IPAddress Host { get; init; } = IPAddress.IPv6Any;

    /// <summary>The port of MQTT over TCP; 0 takes a free one.</summary>
    public int Port { get; init; } = 1883;

    /// <summary>How it listens.</summary>
    public ListenerSettings Listener { get; init; } = new();

    /// <summary>Where state is kept.</summary>
    public StorageSettings Storage { get; init; } = new();

    /// <summary>Where <c>pmq</c> serves HTTP; a program that embeds the node maps the routes itself.</summary>
    public HttpSettings Http { get; init; } = new();

    /// <summary>The settings of the engine.</summary>
    public BrokerOptions Broker { get; init; } = new();

    /// <summary>Who may log in by an authentication exchange.</summary>
    public AuthenticationSettings Auth { get; init; } = new();

    /// <summary>What to bind to. A machine without IPv6 has only IPv4's addresses.</summary>
    internal IPEndPoint Endpoint => Host.Equals(IPAddress.IPv6Any) && !Socket.OSSupportsIPv6
        ? new IPEndPoint(IPAddress.Any, Port)
        : new IPEndPoint(Host, Port);
}
