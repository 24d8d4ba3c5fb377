namespace Pmq.Protocol;

/// <summary>Decodes SUBSCRIBE and UNSUBSCRIBE.</summary>
public static class SubscribeDecoder
{
    /// <summary>What is wrong with the packet, or null and its view.</summary>
    public static ProtocolError? Decode(in Frame frame, ProtocolVersion version, out SubscribeView subscribe)
    {
        Violation? violation = Read(frame, version, out subscribe);
        return violation?.In(version);
    }

    private static Violation? Read(in Frame frame, ProtocolVersion version, out SubscribeView subscribe)
    {
        subscribe = default;
        bool withOptions = frame.Type == PacketType.Subscribe;
        var cursor = new ByteCursor(frame.Body);
        if (!cursor.TryReadUInt16(out ushort packetId))
        {
            return Violations.BodyTooShort;
        }

        if (packetId == 0)
        {
            return Violations.ClientPacketIdentifierZero;
        }

        PropertyOwner owner = withOptions ? PropertyOwner.Subscribe : PropertyOwner.Unsubscribe;
        if (PropertyList.Read(ref cursor, version, owner, out PropertyList properties) is { } violation)
        {
            return violation;
        }

        ByteView payload = cursor.ReadRest();
        violation = CheckEntries(payload, version, withOptions, out int count);
        subscribe = new SubscribeView(packetId, properties, payload, count, withOptions);
        return violation;
    }

    private static Violation? CheckEntries(ByteView payload, ProtocolVersion version, bool withOptions, out int count)
    {
        count = 0;
        var cursor = new ByteCursor(payload);
        while (!cursor.AtEnd)
        {
            if (CheckEntry(ref cursor, version, withOptions) is { } violation)
            {
                return violation;
            }

            count++;
        }

        if (count > 0)
        {
            return null;
        }

        return withOptions ? Violations.SubscribeWithoutFilter : Violations.UnsubscribeWithoutFilter;
    }

    private static Violation? CheckEntry(scoped ref ByteCursor cursor, ProtocolVersion version, bool withOptions)
    {
        if (!cursor.TryReadBinary(out ByteView filter))
        {
            return Violations.BodyTooShort;
        }

        if (TopicFilter.Find(filter, version) is { } violation)
        {
            return violation;
        }

        if (!withOptions)
        {
            return null;
        }

        return cursor.TryReadByte(out byte options)
            ? new SubscriptionOptions(options).Check(filter, version)
            : Violations.BodyTooShort;
    }
}
