using System.Net;
using Pmq.Protocol;

namespace Pmq.LoadGen.Clients;

/// <summary>How one client connects.</summary>
internal sealed record ClientSettings
{
    public required string ClientId { get; init; }

    public required EndPoint Broker { get; init; }

    /// <summary>The address to connect from, where one address has too few ports.</summary>
    public EndPoint? Local { get; init; }

    public required ProtocolVersion Version { get; init; }

    public bool CleanStart { get; init; } = true;

    /// <summary>Seconds the session outlives the connection; in 3.1.1 anything but 0 means for ever.</summary>
    public uint SessionExpiry { get; init; }
}
