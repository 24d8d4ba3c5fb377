namespace Pmq.Broker.Connections;

/// <summary>A connection that passed authentication and asks for its session.</summary>
/// <param name="Connection">The connection; its reading is paused.</param>
/// <param name="Request">What its CONNECT asked for.</param>
/// <param name="AuthenticationData">The last data of an authentication exchange, for CONNACK.</param>
internal sealed record SessionClaim(ClientConnection Connection, ConnectRequest Request, byte[]? AuthenticationData)
{
    /// <summary>True when the broker made the client identifier up and has to tell it.</summary>
    public bool IdentifierIsAssigned { get; init; }
}
