namespace Pmq.Protocol;

/// <summary>Decodes PUBACK, PUBREC, PUBREL and PUBCOMP.</summary>
public static class AckDecoder
{
    /// <summary>What is wrong with the packet, or null and its view.</summary>
    public static ProtocolError? Decode(
        in Frame frame, ProtocolVersion version, PacketSender sender, out AckView ack)
    {
        Violation? violation = Read(frame, version, sender, out ack);
        return violation?.In(version);
    }

    private static Violation? Read(in Frame frame, ProtocolVersion version, PacketSender sender, out AckView ack)
    {
        ack = default;
        var cursor = new ByteCursor(frame.Body);
        if (!cursor.TryReadUInt16(out ushort packetId))
        {
            return Violations.BodyTooShort;
        }

        if (packetId == 0)
        {
            return Violations.AckIdentifierZero;
        }

        ReasonTail tail = default;
        if (version == ProtocolVersion.Mqtt5
            && ReasonTail.Read(ref cursor, frame.Type, sender, out tail) is { } violation)
        {
            return violation;
        }

        ack = new AckView(packetId, tail.Reason, tail.Properties);
        return cursor.AtEnd ? null : Violations.BodyTooLong;
    }
}
