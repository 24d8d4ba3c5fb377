namespace Pmq.Protocol;

/// <summary>The reason codes of MQTT 5.0 (section 2.4). Values from 0x80 up are failures.</summary>
public enum ReasonCode : byte
{
    /// <summary>Success; in DISCONNECT a normal end; in SUBACK QoS 0 granted.</summary>
    Success = 0x00,

    /// <summary>SUBACK: QoS 1 granted.</summary>
    GrantedQoS1 = 0x01,

    /// <summary>SUBACK: QoS 2 granted.</summary>
    GrantedQoS2 = 0x02,

    /// <summary>DISCONNECT: the client leaves and wants its will published.</summary>
    DisconnectWithWill = 0x04,

    /// <summary>The message was accepted and nobody subscribes to it.</summary>
    NoMatchingSubscribers = 0x10,

    /// <summary>UNSUBACK: there was no such subscription.</summary>
    NoSubscriptionExisted = 0x11,

    /// <summary>AUTH: the exchange goes on.</summary>
    ContinueAuthentication = 0x18,

    /// <summary>AUTH: a client starts over while connected.</summary>
    ReAuthenticate = 0x19,

    /// <summary>No more precise reason is given.</summary>
    UnspecifiedError = 0x80,

    /// <summary>The bytes do not form a packet of the standard.</summary>
    MalformedPacket = 0x81,

    /// <summary>The packet is well-formed and not allowed here.</summary>
    ProtocolError = 0x82,

    /// <summary>The packet is valid and this server does not accept it.</summary>
    ImplementationSpecificError = 0x83,

    /// <summary>CONNACK: the server does not speak this version.</summary>
    UnsupportedProtocolVersion = 0x84,

    /// <summary>CONNACK: the client identifier is not accepted.</summary>
    ClientIdentifierNotValid = 0x85,

    /// <summary>CONNACK: user name or password is not accepted.</summary>
    BadUserNameOrPassword = 0x86,

    /// <summary>Not allowed.</summary>
    NotAuthorized = 0x87,

    /// <summary>CONNACK: the server can't serve now.</summary>
    ServerUnavailable = 0x88,

    /// <summary>The server has too much to do.</summary>
    ServerBusy = 0x89,

    /// <summary>CONNACK: the client is banned.</summary>
    Banned = 0x8A,

    /// <summary>DISCONNECT: the server stops.</summary>
    ServerShuttingDown = 0x8B,

    /// <summary>The authentication method is unknown or changed.</summary>
    BadAuthenticationMethod = 0x8C,

    /// <summary>DISCONNECT: silence of one and a half keep alives.</summary>
    KeepAliveTimeout = 0x8D,

    /// <summary>DISCONNECT: another connection took the client identifier.</summary>
    SessionTakenOver = 0x8E,

    /// <summary>The topic filter is not accepted.</summary>
    TopicFilterInvalid = 0x8F,

    /// <summary>The topic name is not accepted.</summary>
    TopicNameInvalid = 0x90,

    /// <summary>The packet identifier is in use.</summary>
    PacketIdentifierInUse = 0x91,

    /// <summary>The packet identifier is unknown.</summary>
    PacketIdentifierNotFound = 0x92,

    /// <summary>DISCONNECT: more messages under way than the receive maximum.</summary>
    ReceiveMaximumExceeded = 0x93,

    /// <summary>DISCONNECT: a topic alias of zero, above the maximum or never set.</summary>
    TopicAliasInvalid = 0x94,

    /// <summary>The packet is larger than this side accepts.</summary>
    PacketTooLarge = 0x95,

    /// <summary>DISCONNECT: messages come too fast.</summary>
    MessageRateTooHigh = 0x96,

    /// <summary>A limit was exceeded.</summary>
    QuotaExceeded = 0x97,

    /// <summary>DISCONNECT: an operator ended the connection.</summary>
    AdministrativeAction = 0x98,

    /// <summary>The payload is not what its format indicator says.</summary>
    PayloadFormatInvalid = 0x99,

    /// <summary>The server does not retain messages.</summary>
    RetainNotSupported = 0x9A,

    /// <summary>The server does not support this QoS.</summary>
    QoSNotSupported = 0x9B,

    /// <summary>The client should use another server for now.</summary>
    UseAnotherServer = 0x9C,

    /// <summary>The client should use another server from now on.</summary>
    ServerMoved = 0x9D,

    /// <summary>Shared subscriptions are not supported.</summary>
    SharedSubscriptionsNotSupported = 0x9E,

    /// <summary>Connections come too fast.</summary>
    ConnectionRateExceeded = 0x9F,

    /// <summary>DISCONNECT: the longest allowed time of a connection is over.</summary>
    MaximumConnectTime = 0xA0,

    /// <summary>Subscription identifiers are not supported.</summary>
    SubscriptionIdentifiersNotSupported = 0xA1,

    /// <summary>Wildcard subscriptions are not supported.</summary>
    WildcardSubscriptionsNotSupported = 0xA2,
}
