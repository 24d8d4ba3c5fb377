namespace Pmq.Protocol;

/// <summary>Decodes PUBLISH.</summary>
public static class PublishDecoder
{
    /// <summary>What is wrong with the packet, or null and its view.</summary>
    public static ProtocolError? Decode(
        in Frame frame, ProtocolVersion version, PacketSender sender, out PublishView publish)
    {
        Violation? violation = Read(frame, version, sender, out publish);
        return violation?.In(version);
    }

    private static Violation? Read(
        in Frame frame, ProtocolVersion version, PacketSender sender, out PublishView publish)
    {
        publish = default;
        var cursor = new ByteCursor(frame.Body);
        if (!cursor.TryReadBinary(out ByteView topic))
        {
            return Violations.BodyTooShort;
        }

        ushort packetId = 0;
        if ((frame.Header & 0b0110) != 0 && ReadPacketId(ref cursor, sender, out packetId) is { } wrongId)
        {
            return wrongId;
        }

        if (TopicName.CheckText(topic) is { } wrongTopic)
        {
            return wrongTopic;
        }

        PropertyList properties = default;
        if (version == ProtocolVersion.Mqtt5
            && ReadProperties(ref cursor, sender, out properties) is { } wrongProperty)
        {
            return wrongProperty;
        }

        if (topic.IsEmpty && !properties.Has(PropertyId.TopicAlias))
        {
            return Violations.TopicNameEmpty;
        }

        publish = new PublishView(frame.Header, topic, packetId, properties, cursor.ReadRest());
        return null;
    }

    private static Violation? ReadPacketId(scoped ref ByteCursor cursor, PacketSender sender, out ushort packetId)
    {
        if (!cursor.TryReadUInt16(out packetId))
        {
            return Violations.BodyTooShort;
        }

        if (packetId != 0)
        {
            return null;
        }

        return sender == PacketSender.Client
            ? Violations.ClientPacketIdentifierZero
            : Violations.ServerPacketIdentifierZero;
    }

    private static Violation? ReadProperties(
        scoped ref ByteCursor cursor, PacketSender sender, out PropertyList properties)
    {
        Violation? violation =
            PropertyList.Read(ref cursor, ProtocolVersion.Mqtt5, PropertyOwner.Publish, out properties);
        if (violation is not null)
        {
            return violation;
        }

        return sender == PacketSender.Client && properties.Has(PropertyId.SubscriptionIdentifier)
            ? Violations.ClientSubscriptionIdentifier
            : null;
    }
}
