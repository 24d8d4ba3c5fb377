namespace Pmq.Protocol;

/// <summary>The version a CONNECT names. The values are the protocol levels on the wire.</summary>
public enum ProtocolVersion : byte
{
    /// <summary>MQTT 3.1, protocol name <c>MQIsdp</c>.</summary>
    Mqtt31 = 3,

    /// <summary>MQTT 3.1.1, protocol name <c>MQTT</c>.</summary>
    Mqtt311 = 4,

    /// <summary>MQTT 5.0, protocol name <c>MQTT</c>.</summary>
    Mqtt5 = 5,
}
