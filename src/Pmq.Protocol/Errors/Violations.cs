namespace Pmq.Protocol;

/// <summary>
/// Every rule that one packet alone can break. This is the only place that knows clause numbers, so that decoders
/// read as rules and a wrong number is mended once.
/// </summary>
internal static class Violations
{
    // The fixed header.
    public static readonly Violation PacketTypeReserved = Malformed("2.2.1", "2.1.2",
        "packet type 0 is reserved, as is 15 before MQTT 5.0; types 1 to 14 (5.0: 15) are allowed");
    public static readonly Violation PacketFromWrongSide = Protocol("2.2.1", "2.1.2",
        "this packet type is never sent by this side");
    public static readonly Violation HeaderFlags = Malformed("MQTT-2.2.2-2", "MQTT-2.1.3-1",
        "the low four bits of the fixed header must be those the standard lists for the packet type");
    public static readonly Violation PubrelFlags = Malformed("MQTT-3.6.1-1", "MQTT-3.6.1-1",
        "the fixed header flags of PUBREL must be 0010");
    public static readonly Violation SubscribeFlags = Malformed("MQTT-3.8.1-1", "MQTT-3.8.1-1",
        "the fixed header flags of SUBSCRIBE must be 0010");
    public static readonly Violation UnsubscribeFlags = Malformed("MQTT-3.10.1-1", "MQTT-3.10.1-1",
        "the fixed header flags of UNSUBSCRIBE must be 0010");
    public static readonly Violation DisconnectFlags = Malformed("MQTT-3.14.1-1", "MQTT-3.14.1-1",
        "the fixed header flags of DISCONNECT must be 0");
    public static readonly Violation AuthFlags = Malformed("2.2.2", "MQTT-3.15.1-1",
        "the fixed header flags of AUTH must be 0");
    public static readonly Violation RemainingLengthTooLong = Malformed("2.2.3", "2.1.4",
        "the remaining length takes at most four bytes");
    public static readonly Violation RemainingLengthNotMinimal = Malformed("2.2.3", "MQTT-1.5.5-1",
        "the remaining length must be written in the fewest bytes");
    public static readonly Violation ClientPacketTooLarge = new(ReasonCode.PacketTooLarge, "2.2.3", "MQTT-3.2.2-15",
        "the packet is larger than the maximum packet size that the server announced");
    public static readonly Violation ServerPacketTooLarge = new(ReasonCode.PacketTooLarge, "2.2.3", "MQTT-3.1.2-24",
        "the packet is larger than the maximum packet size that the client announced");

    // Fields of every packet.
    public static readonly Violation BodyTooShort = Malformed("2.2.3", "2.1.4",
        "the packet ends in the middle of a field");
    public static readonly Violation BodyTooLong = Malformed("2.2.3", "2.1.4",
        "the packet has bytes after its last field");
    public static readonly Violation TextIllFormed = Malformed("MQTT-1.5.3-1", "MQTT-1.5.4-1",
        "a string must be well-formed UTF-8 without surrogates");
    public static readonly Violation TextHasNull = Malformed("MQTT-1.5.3-2", "MQTT-1.5.4-2",
        "a string must not contain U+0000");
    public static readonly Violation VariableIntegerTooLong = Malformed("2.2.3", "1.5.5",
        "a variable byte integer takes at most four bytes");
    public static readonly Violation VariableIntegerNotMinimal = Malformed("2.2.3", "MQTT-1.5.5-1",
        "a variable byte integer must be written in the fewest bytes");
    public static readonly Violation ClientPacketIdentifierZero = Protocol("MQTT-2.3.1-1", "MQTT-2.2.1-3",
        "the packet identifier must not be 0");
    public static readonly Violation ServerPacketIdentifierZero = Protocol("MQTT-2.3.1-4", "MQTT-2.2.1-4",
        "the packet identifier must not be 0");
    public static readonly Violation AckIdentifierZero = Protocol("MQTT-2.3.1-6", "MQTT-2.2.1-5",
        "an acknowledgement carries the PUBLISH's packet identifier, which is never 0");
    public static readonly Violation SubackIdentifierZero = Protocol("MQTT-2.3.1-7", "MQTT-2.2.1-6",
        "an acknowledgement carries the request's packet identifier, which is never 0");
    public static readonly Violation ConnackReasonCode = Protocol("3.2.2.3", "MQTT-3.2.2-8",
        "the reason code is not one that CONNACK may carry");
    public static readonly Violation PubackReasonCode = Protocol("3.4", "MQTT-3.4.2-1",
        "the reason code is not one that PUBACK may carry");
    public static readonly Violation PubrecReasonCode = Protocol("3.5", "MQTT-3.5.2-1",
        "the reason code is not one that PUBREC may carry");
    public static readonly Violation PubrelReasonCode = Protocol("3.6", "MQTT-3.6.2-1",
        "the reason code is not one that PUBREL may carry");
    public static readonly Violation PubcompReasonCode = Protocol("3.7", "MQTT-3.7.2-1",
        "the reason code is not one that PUBCOMP may carry");
    public static readonly Violation SubackReasonCode = Protocol("MQTT-3.9.3-2", "MQTT-3.9.3-2",
        "the reason code is not one that SUBACK may carry");
    public static readonly Violation UnsubackReasonCode = Protocol("3.11", "MQTT-3.11.3-2",
        "the reason code is not one that UNSUBACK may carry");
    public static readonly Violation DisconnectReasonCode = Protocol("3.14", "MQTT-3.14.2-1",
        "the reason code is not one that DISCONNECT may carry from this side");
    public static readonly Violation AuthReasonCode = Protocol("2.2.1", "MQTT-3.15.2-1",
        "the reason code is not one that AUTH may carry from this side");

    // CONNECT and CONNACK.
    public static readonly Violation ProtocolName = new(ReasonCode.UnsupportedProtocolVersion, "MQTT-3.1.2-1",
        "MQTT-3.1.2-1", "the protocol name must be MQTT, or MQIsdp with level 3");
    public static readonly Violation ProtocolLevel = new(ReasonCode.UnsupportedProtocolVersion, "MQTT-3.1.2-2",
        "MQTT-3.1.2-2", "the protocol level must be 3 with the name MQIsdp, or 4 or 5 with the name MQTT");
    public static readonly Violation ConnectReservedFlag = Malformed("MQTT-3.1.2-3", "MQTT-3.1.2-3",
        "the reserved bit of the connect flags must be 0");
    public static readonly Violation WillQoSWithoutWill = Malformed("MQTT-3.1.2-13", "MQTT-3.1.2-11",
        "the will QoS must be 0 when the will flag is 0");
    public static readonly Violation WillRetainWithoutWill = Malformed("MQTT-3.1.2-15", "MQTT-3.1.2-13",
        "the will retain flag must be 0 when the will flag is 0");
    public static readonly Violation WillQoS3 = Malformed("MQTT-3.1.2-14", "MQTT-3.1.2-12",
        "the will QoS must be 0, 1 or 2");
    public static readonly Violation PasswordWithoutUserName = Malformed("MQTT-3.1.2-22", "3.1.2.9",
        "the password flag must be 0 when the user name flag is 0");
    public static readonly Violation ConnackFlags = Malformed("3.2.2.1", "MQTT-3.2.2-1",
        "bits 7 to 1 of the connect acknowledge flags must be 0");
    public static readonly Violation SessionPresentOnRefusal = Protocol("MQTT-3.2.2-4", "MQTT-3.2.2-6",
        "session present must be 0 when the connection is refused");

    // Topics.
    public static readonly Violation TopicNameEmpty = Protocol("MQTT-4.7.3-1", "MQTT-4.7.3-1",
        "a topic name has at least one character, unless a topic alias stands for it");
    public static readonly Violation TopicNameWildcard = new(ReasonCode.TopicNameInvalid, "MQTT-3.3.2-2",
        "MQTT-3.3.2-2", "a topic name must not contain the wildcards + and #");
    public static readonly Violation WillTopicWildcard = new(ReasonCode.TopicNameInvalid, "MQTT-4.7.1-1",
        "MQTT-4.7.0-1", "a will topic must not contain the wildcards + and #");
    public static readonly Violation TopicFilterEmpty = new(ReasonCode.TopicFilterInvalid, "MQTT-4.7.3-1",
        "MQTT-4.7.3-1", "a topic filter has at least one character");
    public static readonly Violation MultiLevelWildcard = new(ReasonCode.TopicFilterInvalid, "MQTT-4.7.1-2",
        "MQTT-4.7.1-1", "the wildcard # stands alone or last, after a separator");
    public static readonly Violation SingleLevelWildcard = new(ReasonCode.TopicFilterInvalid, "MQTT-4.7.1-3",
        "MQTT-4.7.1-2", "the wildcard + fills a whole level");
    public static readonly Violation ShareNameEmpty = new(ReasonCode.TopicFilterInvalid, "4.7",
        "MQTT-4.8.2-1", "a shared subscription is $share/<name>/<filter> with a name of at least one character");
    public static readonly Violation ShareForm = new(ReasonCode.TopicFilterInvalid, "4.7", "MQTT-4.8.2-2",
        "a shared subscription is $share/<name>/<filter>, the name without +, # and /, the filter not empty");

    // PUBLISH.
    public static readonly Violation PublishQoS3 = Malformed("MQTT-3.3.1-4", "MQTT-3.3.1-4",
        "the QoS of a PUBLISH must be 0, 1 or 2");
    public static readonly Violation DupAtQoS0 = Malformed("MQTT-3.3.1-2", "MQTT-3.3.1-2",
        "the DUP flag must be 0 at QoS 0");
    public static readonly Violation TopicAliasZero = new(ReasonCode.TopicAliasInvalid, "3.3", "MQTT-3.3.2-8",
        "a topic alias is at least 1");
    public static readonly Violation ResponseTopicWildcard = Protocol("3.3", "MQTT-3.3.2-14",
        "a response topic must not contain the wildcards + and #");
    public static readonly Violation ResponseTopicEmpty = Protocol("3.3", "MQTT-4.7.3-1",
        "a response topic is a topic name and has at least one character");
    public static readonly Violation ClientSubscriptionIdentifier = Protocol("3.3", "MQTT-3.3.4-6",
        "a client's PUBLISH must not contain a subscription identifier");

    // SUBSCRIBE and UNSUBSCRIBE.
    public static readonly Violation SubscribeWithoutFilter = Protocol("MQTT-3.8.3-3", "MQTT-3.8.3-2",
        "a SUBSCRIBE has at least one topic filter");
    public static readonly Violation UnsubscribeWithoutFilter = Protocol("MQTT-3.10.3-2", "MQTT-3.10.3-2",
        "an UNSUBSCRIBE has at least one topic filter");
    public static readonly Violation SubscriptionReservedBits = Malformed("MQTT-3.8.3-4", "MQTT-3.8.3-5",
        "the reserved bits of the subscription options must be 0");
    public static readonly Violation SubscriptionQoS3 = Protocol("MQTT-3.8.3-4", "3.8.3.1",
        "the requested QoS must be 0, 1 or 2");
    public static readonly Violation RetainHandling3 = Protocol("MQTT-3.8.3-4", "3.8.3.1",
        "retain handling must be 0, 1 or 2");
    public static readonly Violation NoLocalOnShared = Protocol("MQTT-3.8.3-4", "MQTT-3.8.3-4",
        "no local must be 0 on a shared subscription");
    public static readonly Violation SubackWithoutCode = Malformed("MQTT-3.8.4-5", "MQTT-3.8.4-6",
        "a SUBACK carries a reason code for each filter, at least one");
    public static readonly Violation UnsubackWithoutCode = Malformed("3.11", "MQTT-3.11.3-1",
        "an UNSUBACK carries a reason code for each filter, at least one");

    // Properties, 5.0 only.
    public static readonly Violation PropertyUnknown = Malformed("2.2.2", "2.2.2.2",
        "the property identifier is not one of the standard's");
    public static readonly Violation PropertyMisplaced = Malformed("2.2.2", "2.2.2.2",
        "the property is not allowed in this packet");
    public static readonly Violation PropertyTwice = Protocol("2.2.2", "2.2.2.2",
        "the property must not be there more than once");
    public static readonly Violation PropertyNotBoolean = Protocol("2.2.2", "2.2.2.2",
        "the property's value must be 0 or 1");
    public static readonly Violation PropertyZero = Protocol("2.2.2", "2.2.2.2",
        "the property's value must not be 0");
    public static readonly Violation AuthDataWithoutMethod = Protocol("3.1", "3.1.2.11.10",
        "authentication data needs an authentication method");
    public static readonly Violation AuthMethodMissing = Protocol("3.15", "3.15.2.2.2",
        "an AUTH that is more than a bare success names its authentication method");
    public static readonly Violation ServerSessionExpiry = Protocol("3.14", "MQTT-3.14.2-2",
        "a server's DISCONNECT must not contain a session expiry interval");

    private static Violation Malformed(string clause3, string clause5, string description) =>
        new(ReasonCode.MalformedPacket, clause3, clause5, description);

    private static Violation Protocol(string clause3, string clause5, string description) =>
        new(ReasonCode.ProtocolError, clause3, clause5, description);
}
