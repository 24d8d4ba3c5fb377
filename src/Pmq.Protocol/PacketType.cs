namespace Pmq.Protocol;

/// <summary>The packet types of MQTT. The values are the high four bits of the fixed header.</summary>
public enum PacketType : byte
{
    /// <summary>A client asks for a connection.</summary>
    Connect = 1,

    /// <summary>The server answers CONNECT.</summary>
    Connack = 2,

    /// <summary>An application message.</summary>
    Publish = 3,

    /// <summary>The answer to a QoS 1 PUBLISH.</summary>
    Puback = 4,

    /// <summary>The first answer to a QoS 2 PUBLISH.</summary>
    Pubrec = 5,

    /// <summary>The answer to PUBREC.</summary>
    Pubrel = 6,

    /// <summary>The answer to PUBREL, which ends a QoS 2 exchange.</summary>
    Pubcomp = 7,

    /// <summary>A client asks for subscriptions.</summary>
    Subscribe = 8,

    /// <summary>The server answers SUBSCRIBE.</summary>
    Suback = 9,

    /// <summary>A client gives subscriptions up.</summary>
    Unsubscribe = 10,

    /// <summary>The server answers UNSUBSCRIBE.</summary>
    Unsuback = 11,

    /// <summary>A client shows that it lives.</summary>
    Pingreq = 12,

    /// <summary>The server answers PINGREQ.</summary>
    Pingresp = 13,

    /// <summary>Either side says why it ends the connection; only clients may before 5.0.</summary>
    Disconnect = 14,

    /// <summary>Enhanced authentication, 5.0 only.</summary>
    Auth = 15,
}
