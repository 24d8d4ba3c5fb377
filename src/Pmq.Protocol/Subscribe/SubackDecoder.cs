namespace Pmq.Protocol;

/// <summary>Decodes SUBACK and UNSUBACK.</summary>
public static class SubackDecoder
{
    /// <summary>What is wrong with the packet, or null and its view.</summary>
    public static ProtocolError? Decode(in Frame frame, ProtocolVersion version, out SubackView suback)
    {
        Violation? violation = Read(frame, version, out suback);
        return violation?.In(version);
    }

    private static Violation? Read(in Frame frame, ProtocolVersion version, out SubackView suback)
    {
        suback = default;
        var cursor = new ByteCursor(frame.Body);
        if (!cursor.TryReadUInt16(out ushort packetId))
        {
            return Violations.BodyTooShort;
        }

        if (packetId == 0)
        {
            return Violations.SubackIdentifierZero;
        }

        PropertyOwner owner = frame.Type == PacketType.Suback ? PropertyOwner.Suback : PropertyOwner.Unsuback;
        if (PropertyList.Read(ref cursor, version, owner, out PropertyList properties) is { } violation)
        {
            return violation;
        }

        ByteView codes = cursor.ReadRest();
        suback = new SubackView(packetId, properties, codes);
        return frame.Type == PacketType.Unsuback && version != ProtocolVersion.Mqtt5
            ? CheckNoCodes(codes)
            : CheckCodes(frame.Type, codes, version);
    }

    private static Violation? CheckNoCodes(ByteView codes) => codes.IsEmpty ? null : Violations.BodyTooLong;

    private static Violation? CheckCodes(PacketType type, ByteView codes, ProtocolVersion version)
    {
        if (codes.IsEmpty)
        {
            return type == PacketType.Suback ? Violations.SubackWithoutCode : Violations.UnsubackWithoutCode;
        }

        var cursor = new ByteCursor(codes);
        while (cursor.TryReadByte(out byte code))
        {
            bool allowed = version == ProtocolVersion.Mqtt5
                ? ReasonCodes.MayCarry(type, PacketSender.Server, (ReasonCode)code)
                : code is <= (byte)QoS.ExactlyOnce or (byte)ReasonCode.UnspecifiedError;
            if (!allowed)
            {
                return type == PacketType.Suback ? Violations.SubackReasonCode : Violations.UnsubackReasonCode;
            }
        }

        return null;
    }
}
