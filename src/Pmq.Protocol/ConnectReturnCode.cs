namespace Pmq.Protocol;

/// <summary>The CONNACK return codes of MQTT 3.1 and 3.1.1.</summary>
public enum ConnectReturnCode : byte
{
    /// <summary>The connection is accepted.</summary>
    Accepted = 0,

    /// <summary>The server does not speak this version.</summary>
    UnacceptableProtocolVersion = 1,

    /// <summary>The client identifier is not accepted.</summary>
    IdentifierRejected = 2,

    /// <summary>The server can't serve now.</summary>
    ServerUnavailable = 3,

    /// <summary>User name or password is not accepted.</summary>
    BadUserNameOrPassword = 4,

    /// <summary>Not allowed.</summary>
    NotAuthorized = 5,
}
