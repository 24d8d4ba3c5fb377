using System.Text;
using Pmq.Broker.Options;
using Pmq.Protocol;

namespace Pmq.Broker.Connections;

/// <summary>What a CONNECT that is well-formed may still be refused for.</summary>
internal static class HandshakeRules
{
    private static readonly CloseReason EmptyClientId = new(ReasonCode.ClientIdentifierNotValid, "MQTT-3.1.3-8",
        "a client without an identifier needs a clean session, and connection.empty-client-id must allow it");

    private static readonly CloseReason LongClientId = new(ReasonCode.ClientIdentifierNotValid, "MQTT-3.1.3-8",
        "the client identifier is longer than connection.client-id-bytes-max");

    private static readonly CloseReason WillQoS = new(ReasonCode.QoSNotSupported, "MQTT-3.2.2-12",
        "the will's QoS is above message.qos-max");

    private static readonly CloseReason WillRetain = new(ReasonCode.RetainNotSupported, "MQTT-3.2.2-13",
        "messages are not retained here (message.retain)");

    private static readonly CloseReason WillTopic = new(ReasonCode.TopicNameInvalid, "subscription.levels-max",
        "the will's topic has more levels than subscription.levels-max");

    private static readonly CloseReason WillPayload = new(ReasonCode.PayloadFormatInvalid, "3.1.3.2.3",
        "the will's payload says it is UTF-8 and is not");

    /// <summary>Why the CONNECT is refused, or null.</summary>
    public static CloseReason? Check(ConnectRequest request, BrokerOptions options)
    {
        if (request.ClientId.Length == 0 && !MayBeEmpty(request, options.Connection))
        {
            return EmptyClientId;
        }

        if (Encoding.UTF8.GetByteCount(request.ClientId) > options.Connection.ClientIdBytesMax)
        {
            return LongClientId;
        }

        return request.Will is { } will ? CheckWill(will, options) : null;
    }

    /// <summary>
    /// 3.1 knows no empty identifiers, 3.1.1 only with a clean session [MQTT-3.1.3-8]; 5.0 always does.
    /// </summary>
    private static bool MayBeEmpty(ConnectRequest request, ConnectionOptions options) =>
        options.EmptyClientId
        && (request.IsMqtt5 || (request.Version == ProtocolVersion.Mqtt311 && request.CleanStart));

    private static CloseReason? CheckWill(WillSpec will, BrokerOptions options)
    {
        if ((int)will.Message.QoS > options.Message.QosMax)
        {
            return WillQoS;
        }

        if (will.Message.Retain && !options.Message.Retain)
        {
            return WillRetain;
        }

        if (TopicLevels.Count(will.Message.Topic) > options.Subscription.LevelsMax)
        {
            return WillTopic;
        }

        return options.Message.PayloadFormatCheck && !PayloadFormat.Holds(will.Message) ? WillPayload : null;
    }
}
