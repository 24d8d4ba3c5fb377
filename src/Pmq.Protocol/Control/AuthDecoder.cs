namespace Pmq.Protocol;

/// <summary>Decodes AUTH, which exists in 5.0 only.</summary>
public static class AuthDecoder
{
    /// <summary>What is wrong with the packet, or null and its view.</summary>
    public static ProtocolError? Decode(in Frame frame, PacketSender sender, out AuthView auth)
    {
        Violation? violation = Read(frame, sender, out auth);
        return violation?.In(ProtocolVersion.Mqtt5);
    }

    private static Violation? Read(in Frame frame, PacketSender sender, out AuthView auth)
    {
        auth = default;
        var cursor = new ByteCursor(frame.Body);

        // An empty AUTH stands for success without properties, which only a server can mean.
        if (cursor.AtEnd && sender == PacketSender.Client)
        {
            return Violations.AuthReasonCode;
        }

        if (ReasonTail.Read(ref cursor, PacketType.Auth, sender, out ReasonTail tail) is { } violation)
        {
            return violation;
        }

        bool saysMore = tail.Reason != ReasonCode.Success || !tail.Properties.IsEmpty;
        if (saysMore && !tail.Properties.Has(PropertyId.AuthenticationMethod))
        {
            return Violations.AuthMethodMissing;
        }

        auth = new AuthView(tail.Reason, tail.Properties);
        return cursor.AtEnd ? null : Violations.BodyTooLong;
    }
}
