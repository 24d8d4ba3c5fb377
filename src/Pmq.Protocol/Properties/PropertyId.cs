namespace Pmq.Protocol;

/// <summary>The properties of MQTT 5.0 (section 2.2.2.2).</summary>
public enum PropertyId : byte
{
    /// <summary>Byte: 1 says that the payload is UTF-8 text.</summary>
    PayloadFormatIndicator = 0x01,

    /// <summary>Four bytes: seconds until the message is worth nothing.</summary>
    MessageExpiryInterval = 0x02,

    /// <summary>Text: what the payload is.</summary>
    ContentType = 0x03,

    /// <summary>Text: the topic to answer on.</summary>
    ResponseTopic = 0x08,

    /// <summary>Binary: what tells an answer's request.</summary>
    CorrelationData = 0x09,

    /// <summary>Variable integer: the number a client gave a subscription.</summary>
    SubscriptionIdentifier = 0x0B,

    /// <summary>Four bytes: seconds that a session outlives its connection.</summary>
    SessionExpiryInterval = 0x11,

    /// <summary>Text: the identifier a server made up.</summary>
    AssignedClientIdentifier = 0x12,

    /// <summary>Two bytes: the keep alive that holds instead of the client's.</summary>
    ServerKeepAlive = 0x13,

    /// <summary>Text: the name of the authentication exchange.</summary>
    AuthenticationMethod = 0x15,

    /// <summary>Binary: a step of the authentication exchange.</summary>
    AuthenticationData = 0x16,

    /// <summary>Byte: 0 asks for no reason strings and user properties.</summary>
    RequestProblemInformation = 0x17,

    /// <summary>Four bytes: seconds between the connection's end and the will.</summary>
    WillDelayInterval = 0x18,

    /// <summary>Byte: 1 asks for response information.</summary>
    RequestResponseInformation = 0x19,

    /// <summary>Text: what response topics are made of.</summary>
    ResponseInformation = 0x1A,

    /// <summary>Text: another server to use.</summary>
    ServerReference = 0x1C,

    /// <summary>Text for people: why.</summary>
    ReasonString = 0x1F,

    /// <summary>Two bytes: how many QoS 1 and 2 messages may be under way.</summary>
    ReceiveMaximum = 0x21,

    /// <summary>Two bytes: how many topic aliases are accepted.</summary>
    TopicAliasMaximum = 0x22,

    /// <summary>Two bytes: a number that stands for a topic.</summary>
    TopicAlias = 0x23,

    /// <summary>Byte: the highest QoS a server supports, 0 or 1.</summary>
    MaximumQoS = 0x24,

    /// <summary>Byte: 0 says that the server does not retain messages.</summary>
    RetainAvailable = 0x25,

    /// <summary>A pair of texts, as often as wanted.</summary>
    UserProperty = 0x26,

    /// <summary>Four bytes: the largest packet this side accepts.</summary>
    MaximumPacketSize = 0x27,

    /// <summary>Byte: 0 says that the server has no wildcard subscriptions.</summary>
    WildcardSubscriptionAvailable = 0x28,

    /// <summary>Byte: 0 says that the server has no subscription identifiers.</summary>
    SubscriptionIdentifierAvailable = 0x29,

    /// <summary>Byte: 0 says that the server has no shared subscriptions.</summary>
    SharedSubscriptionAvailable = 0x2A,
}
