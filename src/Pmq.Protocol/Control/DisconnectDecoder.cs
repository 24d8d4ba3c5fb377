namespace Pmq.Protocol;

/// <summary>Decodes DISCONNECT.</summary>
public static class DisconnectDecoder
{
    /// <summary>What is wrong with the packet, or null and its view.</summary>
    public static ProtocolError? Decode(
        in Frame frame, ProtocolVersion version, PacketSender sender, out DisconnectView disconnect)
    {
        Violation? violation = Read(frame, version, sender, out disconnect);
        return violation?.In(version);
    }

    private static Violation? Read(
        in Frame frame, ProtocolVersion version, PacketSender sender, out DisconnectView disconnect)
    {
        disconnect = default;
        var cursor = new ByteCursor(frame.Body);
        if (version != ProtocolVersion.Mqtt5)
        {
            return cursor.AtEnd ? null : Violations.BodyTooLong;
        }

        if (ReasonTail.Read(ref cursor, PacketType.Disconnect, sender, out ReasonTail tail) is { } violation)
        {
            return violation;
        }

        if (sender == PacketSender.Server && tail.Properties.Has(PropertyId.SessionExpiryInterval))
        {
            return Violations.ServerSessionExpiry;
        }

        disconnect = new DisconnectView(tail.Reason, tail.Properties);
        return cursor.AtEnd ? null : Violations.BodyTooLong;
    }
}
