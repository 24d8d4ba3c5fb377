using static Pmq.Protocol.PropertyId;
using static Pmq.Protocol.PropertyOwner;
using static Pmq.Protocol.PropertyType;
using static Pmq.Protocol.ValueRange;

namespace Pmq.Protocol;

/// <summary>Table 2-4 of MQTT 5.0: every property, its type, where it may stand and its range.</summary>
internal static class PropertyRules
{
    private static readonly PropertyRule[] ById = Make();

    public static PropertyRule Of(byte id) => id < ById.Length ? ById[id] : default;

    private static PropertyRule[] Make()
    {
        var rules = new PropertyRule[(int)SharedSubscriptionAvailable + 1];
        void Add(PropertyId id, PropertyType type, PropertyOwner owners, ValueRange range = Any) =>
            rules[(int)id] = new PropertyRule(type, owners, range);

        Add(PayloadFormatIndicator, PropertyType.Byte, Message, ZeroOrOne);
        Add(MessageExpiryInterval, FourByteInteger, Message);
        Add(ContentType, Utf8String, Message);
        Add(ResponseTopic, Utf8String, Message);
        Add(CorrelationData, BinaryData, Message);
        Add(SubscriptionIdentifier, VariableByteInteger, Publish | Subscribe, NotZero);
        Add(SessionExpiryInterval, FourByteInteger, Connect | Connack | Disconnect);
        Add(AssignedClientIdentifier, Utf8String, Connack);
        Add(ServerKeepAlive, TwoByteInteger, Connack);
        Add(AuthenticationMethod, Utf8String, Connect | Connack | Auth);
        Add(AuthenticationData, BinaryData, Connect | Connack | Auth);
        Add(RequestProblemInformation, PropertyType.Byte, Connect, ZeroOrOne);
        Add(WillDelayInterval, FourByteInteger, Will);
        Add(RequestResponseInformation, PropertyType.Byte, Connect, ZeroOrOne);
        Add(ResponseInformation, Utf8String, Connack);
        Add(ServerReference, Utf8String, Connack | Disconnect);
        Add(ReasonString, Utf8String, Answers);
        Add(ReceiveMaximum, TwoByteInteger, Connect | Connack, NotZero);
        Add(TopicAliasMaximum, TwoByteInteger, Connect | Connack);
        Add(TopicAlias, TwoByteInteger, Publish, NotZero);
        Add(MaximumQoS, PropertyType.Byte, Connack, ZeroOrOne);
        Add(RetainAvailable, PropertyType.Byte, Connack, ZeroOrOne);
        Add(UserProperty, Utf8StringPair, Everywhere);
        Add(MaximumPacketSize, FourByteInteger, Connect | Connack, NotZero);
        Add(WildcardSubscriptionAvailable, PropertyType.Byte, Connack, ZeroOrOne);
        Add(SubscriptionIdentifierAvailable, PropertyType.Byte, Connack, ZeroOrOne);
        Add(SharedSubscriptionAvailable, PropertyType.Byte, Connack, ZeroOrOne);
        return rules;
    }
}
