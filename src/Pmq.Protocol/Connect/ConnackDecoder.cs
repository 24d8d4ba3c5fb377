namespace Pmq.Protocol;

/// <summary>Decodes CONNACK.</summary>
public static class ConnackDecoder
{
    /// <summary>What is wrong with the packet, or null and its view.</summary>
    public static ProtocolError? Decode(in Frame frame, ProtocolVersion version, out ConnackView connack)
    {
        connack = default;
        var cursor = new ByteCursor(frame.Body);
        if (!cursor.TryReadByte(out byte flags) || !cursor.TryReadByte(out byte code))
        {
            return Violations.BodyTooShort.In(version);
        }

        PropertyList properties = default;
        Violation? violation = Check(flags, code, version)
            ?? PropertyList.Read(ref cursor, version, PropertyOwner.Connack, out properties)
            ?? (cursor.AtEnd ? null : Violations.BodyTooLong);
        if (violation is not null)
        {
            return violation.In(version);
        }

        bool isMqtt5 = version == ProtocolVersion.Mqtt5;
        connack = new ConnackView
        {
            SessionPresent = flags == 1,
            Reason = isMqtt5 ? (ReasonCode)code : default,
            ReturnCode = isMqtt5 ? default : (ConnectReturnCode)code,
            Properties = properties,
        };
        return null;
    }

    private static Violation? Check(byte flags, byte code, ProtocolVersion version)
    {
        if ((flags & 0xFE) != 0)
        {
            return Violations.ConnackFlags;
        }

        bool known = version == ProtocolVersion.Mqtt5
            ? ReasonCodes.MayCarry(PacketType.Connack, PacketSender.Server, (ReasonCode)code)
            : code <= (byte)ConnectReturnCode.NotAuthorized;
        if (!known)
        {
            return Violations.ConnackReasonCode;
        }

        return flags == 1 && code != 0 ? Violations.SessionPresentOnRefusal : null;
    }
}
