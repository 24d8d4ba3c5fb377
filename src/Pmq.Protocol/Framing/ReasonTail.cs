namespace Pmq.Protocol;

/// <summary>
/// The end that several 5.0 packets share: a reason code and properties, of which both, or the properties, may be
/// left out when there is nothing to say.
/// </summary>
internal readonly ref struct ReasonTail(ReasonCode reason, PropertyList properties)
{
    public ReasonCode Reason { get; } = reason;

    public PropertyList Properties { get; } = properties;

    public static Violation? Read(
        scoped ref ByteCursor cursor, PacketType type, PacketSender sender, out ReasonTail tail)
    {
        tail = default;
        if (!cursor.TryReadByte(out byte code))
        {
            return null;
        }

        if (!ReasonCodes.MayCarry(type, sender, (ReasonCode)code))
        {
            return WrongCode(type);
        }

        PropertyList properties = default;
        if (!cursor.AtEnd
            && PropertyList.Read(ref cursor, ProtocolVersion.Mqtt5, OwnerOf(type), out properties) is { } violation)
        {
            return violation;
        }

        tail = new ReasonTail((ReasonCode)code, properties);
        return null;
    }

    private static PropertyOwner OwnerOf(PacketType type) => (PropertyOwner)(1 << (int)type);

    private static Violation WrongCode(PacketType type) => type switch
    {
        PacketType.Puback => Violations.PubackReasonCode,
        PacketType.Pubrec => Violations.PubrecReasonCode,
        PacketType.Pubrel => Violations.PubrelReasonCode,
        PacketType.Pubcomp => Violations.PubcompReasonCode,
        PacketType.Disconnect => Violations.DisconnectReasonCode,
        _ => Violations.AuthReasonCode,
    };
}
