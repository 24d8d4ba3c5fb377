using Pmq.Broker.Connections;
using Pmq.Protocol;

namespace Pmq.Broker.Authentication;

/// <summary>
/// What a client shows to be let in: the login of a CONNECT, or one step of an exchange in AUTH packets.
/// </summary>
/// <remarks>Owner: immutable; nobody writes to the byte arrays after they were handed over.</remarks>
public sealed record AuthenticationRequest
{
    public required string ClientId { get; init; }

    /// <summary>
    /// What the CONNECT said; in a re-authentication the name that the session has had since it was let in.
    /// </summary>
    public string? UserName { get; init; }

    public byte[]? Password { get; init; }

    /// <summary>The authentication method; null for a login by name and password, or by nothing.</summary>
    public string? Method { get; init; }

    /// <summary>The authentication data of this step.</summary>
    public byte[]? Data { get; init; }

    /// <summary>True when the client is connected already and proves itself once more.</summary>
    public bool IsReAuthentication { get; init; }

    public ProtocolVersion Version { get; init; } = ProtocolVersion.Mqtt5;

    /// <summary>Where the client is; null when nobody is connected.</summary>
    public string? RemoteAddress => Connection?.RemoteAddress;

    /// <summary>
    /// What the mechanism handed to <see cref="IAuthenticationReply.Continue"/> in the step before; null in the first.
    /// </summary>
    public object? State { get; init; }

    internal ClientConnection? Connection { get; init; }
}
