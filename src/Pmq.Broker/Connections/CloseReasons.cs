using Pmq.Protocol;

namespace Pmq.Broker.Connections;

/// <summary>The rules that take more than one packet to break, and the broker's own reasons to close.</summary>
internal static class CloseReasons
{
    public static readonly CloseReason SecondConnect = new(ReasonCode.ProtocolError, "MQTT-3.1.0-2",
        "a connection has one CONNECT");

    public static readonly CloseReason KeepAlive = new(ReasonCode.KeepAliveTimeout, "MQTT-3.1.2-22",
        "nothing came for one and a half times the keep alive");

    public static readonly CloseReason TakenOver = new(ReasonCode.SessionTakenOver, "MQTT-3.1.4-3",
        "Session taken over");

    public static readonly CloseReason ShuttingDown = new(ReasonCode.ServerShuttingDown, "3.14.2.1",
        "the server is shutting down");

    public static readonly CloseReason Administrative = new(ReasonCode.AdministrativeAction, "3.14.2.1",
        "an operator ended the connection");

    public static readonly CloseReason ReceiveMaximum = new(ReasonCode.ReceiveMaximumExceeded, "MQTT-3.3.4-7",
        "more QoS 1 and 2 messages are under way than the server's receive maximum");

    public static readonly CloseReason AliasTooLarge = new(ReasonCode.TopicAliasInvalid, "MQTT-3.3.2-9",
        "the topic alias is above the server's topic alias maximum");

    public static readonly CloseReason AliasUnknown = new(ReasonCode.ProtocolError, "3.3.2.3.4",
        "the topic alias was not set on this connection");

    public static readonly CloseReason QoSNotSupported = new(ReasonCode.QoSNotSupported, "MQTT-3.2.2-11",
        "the QoS is above message.qos-max");

    public static readonly CloseReason RetainNotSupported = new(ReasonCode.RetainNotSupported, "MQTT-3.2.2-14",
        "messages are not retained here (message.retain)");

    public static readonly CloseReason TopicTooDeep = new(ReasonCode.TopicNameInvalid, "subscription.levels-max",
        "the topic has more levels than subscription.levels-max");

    public static readonly CloseReason PayloadNotText = new(ReasonCode.PayloadFormatInvalid, "3.3.2.3.2",
        "the payload says it is UTF-8 and is not");

    public static readonly CloseReason ExpiryFromZero = new(ReasonCode.ProtocolError, "3.14.2.2.2",
        "a session expiry of 0 in CONNECT can't be raised in DISCONNECT");

    public static readonly CloseReason AuthWithoutMethod = new(ReasonCode.ProtocolError, "MQTT-4.12.0-7",
        "AUTH needs an authentication method in CONNECT");

    public static readonly CloseReason AuthMethodChanged = new(ReasonCode.BadAuthenticationMethod, "MQTT-4.12.1-1",
        "the authentication method is the one of CONNECT");

    public static readonly CloseReason AuthOutOfPlace = new(ReasonCode.ProtocolError, "4.12.1",
        "no authentication exchange is under way that AUTH could continue");

    public static readonly CloseReason AuthTooLarge = new(ReasonCode.PacketTooLarge, "MQTT-3.1.2-24",
        "the answer to AUTH is larger than the client's maximum packet size");

    public static readonly CloseReason QueueOverflow = new(ReasonCode.QuotaExceeded, "session.queue-overflow",
        "the queue is full and session.queue-overflow is disconnect");

    public static readonly CloseReason AckOutOfPlace = new(ReasonCode.ProtocolError, "4.3",
        "the acknowledgement does not fit the QoS of the message");

    public static readonly CloseReason StoreIsLost = new(ReasonCode.UseAnotherServer, "MQTT-4.8.0-2",
        "another node has taken the store over");
}
