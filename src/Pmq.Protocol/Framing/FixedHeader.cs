namespace Pmq.Protocol;

/// <summary>The rules of the first byte and the remaining length.</summary>
internal static class FixedHeader
{
    /// <summary>First byte and four bytes of remaining length.</summary>
    public const int LengthMax = 5;

    private const byte DupFlag = 0b1000;
    private const byte QoS1Flags = 0b0010;

    /// <summary>What is wrong with the first byte, or null.</summary>
    public static ProtocolError? Check(byte header, ProtocolVersion version, PacketSender sender)
    {
        var type = (PacketType)(header >> 4);
        if (type == PacketType.Publish)
        {
            return CheckPublishFlags(header, version);
        }

        if (type == 0 || (type == PacketType.Auth && version != ProtocolVersion.Mqtt5))
        {
            return Violations.PacketTypeReserved.In(version);
        }

        if (!MaySend(type, sender, version))
        {
            return Violations.PacketFromWrongSide.In(version);
        }

        return FlagsAreListed(type, (byte)(header & 0x0F), version) ? null : WrongFlags(type).In(version);
    }

    /// <summary>
    /// Reads the remaining length that begins at <paramref name="bytes"/>[1].
    /// <paramref name="size"/> is the length of the fixed header.
    /// </summary>
    public static FrameStatus ReadLength(
        scoped ReadOnlySpan<byte> bytes, out int remainingLength, out int size, out Violation? violation)
    {
        remainingLength = 0;
        size = 1;
        violation = null;
        for (int shift = 0; shift < 28; shift += 7)
        {
            if (size >= bytes.Length)
            {
                return FrameStatus.NeedMore;
            }

            byte digit = bytes[size++];
            remainingLength |= (digit & 0x7F) << shift;
            if ((digit & 0x80) == 0)
            {
                if (digit != 0 || shift == 0)
                {
                    return FrameStatus.Complete;
                }

                violation = Violations.RemainingLengthNotMinimal;
                return FrameStatus.Invalid;
            }
        }

        violation = Violations.RemainingLengthTooLong;
        return FrameStatus.Invalid;
    }

    private static ProtocolError? CheckPublishFlags(byte header, ProtocolVersion version)
    {
        int qos = (header >> 1) & 0b11;
        if (qos == 3)
        {
            return Violations.PublishQoS3.In(version);
        }

        return qos == 0 && (header & DupFlag) != 0 ? Violations.DupAtQoS0.In(version) : null;
    }

    private static bool MaySend(PacketType type, PacketSender sender, ProtocolVersion version) => type switch
    {
        PacketType.Connect or PacketType.Subscribe or PacketType.Unsubscribe or PacketType.Pingreq =>
            sender == PacketSender.Client,
        PacketType.Connack or PacketType.Suback or PacketType.Unsuback or PacketType.Pingresp =>
            sender == PacketSender.Server,
        PacketType.Disconnect => sender == PacketSender.Client || version == ProtocolVersion.Mqtt5,
        _ => true,
    };

    /// <summary>
    /// MQTT 3.1 gives SUBSCRIBE, UNSUBSCRIBE and PUBREL a DUP flag that a repeat sets; 3.1.1 took it away.
    /// </summary>
    private static bool FlagsAreListed(PacketType type, byte flags, ProtocolVersion version) => type switch
    {
        PacketType.Pubrel or PacketType.Subscribe or PacketType.Unsubscribe =>
            flags == QoS1Flags || (version == ProtocolVersion.Mqtt31 && flags == (QoS1Flags | DupFlag)),
        _ => flags == 0,
    };

    private static Violation WrongFlags(PacketType type) => type switch
    {
        PacketType.Pubrel => Violations.PubrelFlags,
        PacketType.Subscribe => Violations.SubscribeFlags,
        PacketType.Unsubscribe => Violations.UnsubscribeFlags,
        PacketType.Disconnect => Violations.DisconnectFlags,
        PacketType.Auth => Violations.AuthFlags,
        _ => Violations.HeaderFlags,
    };
}
