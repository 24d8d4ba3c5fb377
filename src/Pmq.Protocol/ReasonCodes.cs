namespace Pmq.Protocol;

/// <summary>Which reason codes a packet may carry, from the tables of section 3 of MQTT 5.0.</summary>
public static class ReasonCodes
{
    /// <summary>The first value that means failure.</summary>
    public const byte FirstFailure = 0x80;

    /// <summary>True when the code means that something failed.</summary>
    public static bool IsFailure(this ReasonCode code) => (byte)code >= FirstFailure;

    /// <summary>True when a packet of this type from this side may carry the code.</summary>
    public static bool MayCarry(PacketType type, PacketSender sender, ReasonCode code) => type switch
    {
        PacketType.Connack => InConnack(code),
        PacketType.Puback or PacketType.Pubrec => InPublishAnswer(code),
        PacketType.Pubrel or PacketType.Pubcomp => code is ReasonCode.Success or ReasonCode.PacketIdentifierNotFound,
        PacketType.Suback => InSuback(code),
        PacketType.Unsuback => InUnsuback(code),
        PacketType.Disconnect => sender == PacketSender.Client ? InClientDisconnect(code) : InServerDisconnect(code),
        PacketType.Auth => sender == PacketSender.Client
            ? code is ReasonCode.ContinueAuthentication or ReasonCode.ReAuthenticate
            : code is ReasonCode.Success or ReasonCode.ContinueAuthentication,
        _ => false,
    };

    private static bool InConnack(ReasonCode code) => code switch
    {
        ReasonCode.Success => true,
        >= ReasonCode.UnspecifiedError and <= ReasonCode.Banned => true,
        ReasonCode.BadAuthenticationMethod or ReasonCode.TopicNameInvalid or ReasonCode.PacketTooLarge => true,
        ReasonCode.QuotaExceeded => true,
        >= ReasonCode.PayloadFormatInvalid and <= ReasonCode.ServerMoved => true,
        ReasonCode.ConnectionRateExceeded => true,
        _ => false,
    };

    private static bool InPublishAnswer(ReasonCode code) => code switch
    {
        ReasonCode.Success or ReasonCode.NoMatchingSubscribers => true,
        ReasonCode.UnspecifiedError or ReasonCode.ImplementationSpecificError or ReasonCode.NotAuthorized => true,
        ReasonCode.TopicNameInvalid or ReasonCode.PacketIdentifierInUse or ReasonCode.QuotaExceeded => true,
        ReasonCode.PayloadFormatInvalid => true,
        _ => false,
    };

    private static bool InSuback(ReasonCode code) => code switch
    {
        ReasonCode.Success or ReasonCode.GrantedQoS1 or ReasonCode.GrantedQoS2 => true,
        ReasonCode.UnspecifiedError or ReasonCode.ImplementationSpecificError or ReasonCode.NotAuthorized => true,
        ReasonCode.TopicFilterInvalid or ReasonCode.PacketIdentifierInUse or ReasonCode.QuotaExceeded => true,
        ReasonCode.SharedSubscriptionsNotSupported => true,
        ReasonCode.SubscriptionIdentifiersNotSupported or ReasonCode.WildcardSubscriptionsNotSupported => true,
        _ => false,
    };

    private static bool InUnsuback(ReasonCode code) => code switch
    {
        ReasonCode.Success or ReasonCode.NoSubscriptionExisted => true,
        ReasonCode.UnspecifiedError or ReasonCode.ImplementationSpecificError or ReasonCode.NotAuthorized => true,
        ReasonCode.TopicFilterInvalid or ReasonCode.PacketIdentifierInUse => true,
        _ => false,
    };

    private static bool InClientDisconnect(ReasonCode code) => code switch
    {
        ReasonCode.Success or ReasonCode.DisconnectWithWill => true,
        >= ReasonCode.UnspecifiedError and <= ReasonCode.ImplementationSpecificError => true,
        ReasonCode.BadAuthenticationMethod or ReasonCode.TopicNameInvalid => true,
        >= ReasonCode.ReceiveMaximumExceeded and <= ReasonCode.PayloadFormatInvalid => true,
        _ => false,
    };

    private static bool InServerDisconnect(ReasonCode code) => code switch
    {
        ReasonCode.Success => true,
        >= ReasonCode.UnspecifiedError and <= ReasonCode.ImplementationSpecificError => true,
        ReasonCode.NotAuthorized or ReasonCode.ServerBusy or ReasonCode.ServerShuttingDown => true,
        >= ReasonCode.BadAuthenticationMethod and <= ReasonCode.TopicNameInvalid => true,
        >= ReasonCode.ReceiveMaximumExceeded and <= ReasonCode.WildcardSubscriptionsNotSupported => true,
        _ => false,
    };
}
