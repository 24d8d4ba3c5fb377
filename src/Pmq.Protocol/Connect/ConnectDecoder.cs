namespace Pmq.Protocol;

/// <summary>Decodes CONNECT. It alone finds out the version, so it tells it even when the rest is wrong.</summary>
public static class ConnectDecoder
{
    /// <summary>What is wrong with the packet, or null and its view.</summary>
    /// <param name="frame">A frame of type CONNECT.</param>
    /// <param name="connect">The packet. After an error only <see cref="ConnectView.Version"/> holds.</param>
    public static ProtocolError? Decode(in Frame frame, out ConnectView connect)
    {
        var cursor = new ByteCursor(frame.Body);
        connect = new ConnectView { Version = ProtocolVersion.Mqtt311 };
        Violation? violation = ReadVersion(ref cursor, out ProtocolVersion version);
        if (violation is null)
        {
            connect = new ConnectView { Version = version };
            violation = ReadRest(ref cursor, version, out ConnectView whole);
            connect = violation is null ? whole : connect;
        }

        return violation?.In(connect.Version);
    }

    private static Violation? ReadVersion(scoped ref ByteCursor cursor, out ProtocolVersion version)
    {
        version = default;
        if (cursor.ReadText(out ByteView name) is { } violation)
        {
            return violation;
        }

        bool isMqtt = name.SequenceEqual("MQTT"u8);
        if (!isMqtt && !name.SequenceEqual("MQIsdp"u8))
        {
            return Violations.ProtocolName;
        }

        if (!cursor.TryReadByte(out byte level))
        {
            return Violations.BodyTooShort;
        }

        version = (ProtocolVersion)level;
        bool known = isMqtt
            ? version is ProtocolVersion.Mqtt311 or ProtocolVersion.Mqtt5
            : version is ProtocolVersion.Mqtt31;
        return known ? null : Violations.ProtocolLevel;
    }

    private static Violation? ReadRest(scoped ref ByteCursor cursor, ProtocolVersion version, out ConnectView connect)
    {
        connect = default;
        if (!cursor.TryReadByte(out byte bits) || !cursor.TryReadUInt16(out ushort keepAlive))
        {
            return Violations.BodyTooShort;
        }

        var flags = new ConnectFlags(bits);
        WillView will = default;
        PropertyList properties = default;
        ByteView clientId = default;
        Violation? violation = flags.Check(version)
            ?? PropertyList.Read(ref cursor, version, PropertyOwner.Connect, out properties)
            ?? cursor.ReadText(out clientId)
            ?? ReadWill(ref cursor, flags, version, out will);
        if (violation is not null)
        {
            return violation;
        }

        violation = ReadLogin(ref cursor, flags, version, out Login login);
        connect = new ConnectView
        {
            Version = version,
            CleanStart = flags.CleanStart,
            KeepAlive = keepAlive,
            Properties = properties,
            ClientId = clientId,
            HasWill = flags.Will,
            Will = will,
            HasUserName = login.HasUserName,
            UserName = login.UserName,
            HasPassword = login.HasPassword,
            Password = login.Password,
        };
        return violation;
    }

    private static Violation? ReadWill(
        scoped ref ByteCursor cursor, ConnectFlags flags, ProtocolVersion version, out WillView will)
    {
        will = default;
        if (!flags.Will)
        {
            return null;
        }

        ByteView topic = default;
        Violation? violation = PropertyList.Read(ref cursor, version, PropertyOwner.Will, out PropertyList properties)
            ?? cursor.ReadText(out topic)
            ?? (topic.IsEmpty ? Violations.TopicNameEmpty : null)
            ?? (TopicName.HasWildcard(topic) ? Violations.WillTopicWildcard : null);
        if (violation is not null)
        {
            return violation;
        }

        if (!cursor.TryReadBinary(out ByteView payload))
        {
            return Violations.BodyTooShort;
        }

        will = new WillView
        {
            QoS = flags.WillQoS,
            Retain = flags.WillRetain,
            Properties = properties,
            Topic = topic,
            Payload = payload,
        };
        return null;
    }

    /// <summary>
    /// MQTT 3.1 lets the remaining length overrule the flags: a user name or password that is announced and not
    /// there counts as not sent.
    /// </summary>
    private static Violation? ReadLogin(
        scoped ref ByteCursor cursor, ConnectFlags flags, ProtocolVersion version, out Login login)
    {
        login = default;
        bool mayBeMissing = version == ProtocolVersion.Mqtt31;
        if (flags.UserName && !(mayBeMissing && cursor.AtEnd))
        {
            login.HasUserName = true;
            if (cursor.ReadText(out login.UserName) is { } violation)
            {
                return violation;
            }
        }

        if (flags.Password && !(mayBeMissing && cursor.AtEnd))
        {
            login.HasPassword = true;
            if (!cursor.TryReadBinary(out login.Password))
            {
                return Violations.BodyTooShort;
            }
        }

        return cursor.AtEnd ? null : Violations.BodyTooLong;
    }

    private ref struct Login
    {
        public bool HasUserName;
        public ByteView UserName;
        public bool HasPassword;
        public ByteView Password;
    }
}
