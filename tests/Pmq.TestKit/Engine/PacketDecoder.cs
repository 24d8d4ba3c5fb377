using Pmq.Protocol;

namespace Pmq.TestKit;

/// <summary>Decodes what a server sends.</summary>
internal static class PacketDecoder
{
    public static Packet Decode(in Frame frame, ProtocolVersion version)
    {
        Packet packet = frame.Type switch
        {
            PacketType.Connack => Connack(frame, version),
            PacketType.Publish => Publish(frame, version),
            PacketType.Suback or PacketType.Unsuback => Suback(frame, version),
            PacketType.Pingresp => Ping(frame, version),
            PacketType.Disconnect => Disconnect(frame, version),
            PacketType.Auth => Auth(frame),
            _ => Ack(frame, version),
        };
        return packet with { Type = frame.Type, Header = frame.Header, Size = frame.Length };
    }

    private static Packet Connack(in Frame frame, ProtocolVersion version)
    {
        Must(ConnackDecoder.Decode(frame, version, out ConnackView view));
        return new Packet
        {
            Type = frame.Type,
            SessionPresent = view.SessionPresent,
            Reason = version == ProtocolVersion.Mqtt5 ? view.Reason : (ReasonCode)view.ReturnCode,
            Properties = Copy(view.Properties),
        };
    }

    private static Packet Publish(in Frame frame, ProtocolVersion version)
    {
        Must(PublishDecoder.Decode(frame, version, PacketSender.Server, out PublishView view));
        return new Packet
        {
            Type = frame.Type,
            Topic = System.Text.Encoding.UTF8.GetString(view.Topic.ToArray()),
            Payload = view.Payload.ToArray(),
            QoS = view.QoS,
            Retain = view.Retain,
            Dup = view.Dup,
            PacketId = view.PacketId,
            Properties = Copy(view.Properties),
        };
    }

    private static Packet Ack(in Frame frame, ProtocolVersion version)
    {
        Must(AckDecoder.Decode(frame, version, PacketSender.Server, out AckView view));
        return new Packet
        {
            Type = frame.Type, PacketId = view.PacketId, Reason = view.Reason, Properties = Copy(view.Properties),
        };
    }

    private static Packet Suback(in Frame frame, ProtocolVersion version)
    {
        Must(SubackDecoder.Decode(frame, version, out SubackView view));
        return new Packet
        {
            Type = frame.Type,
            PacketId = view.PacketId,
            Codes = [.. view.Codes.ToArray().Select(code => (ReasonCode)code)],
            Properties = Copy(view.Properties),
        };
    }

    private static Packet Ping(in Frame frame, ProtocolVersion version)
    {
        Must(PingDecoder.Decode(frame, version));
        return new Packet { Type = frame.Type };
    }

    private static Packet Disconnect(in Frame frame, ProtocolVersion version)
    {
        Must(DisconnectDecoder.Decode(frame, version, PacketSender.Server, out DisconnectView view));
        return new Packet { Type = frame.Type, Reason = view.Reason, Properties = Copy(view.Properties) };
    }

    private static Packet Auth(in Frame frame)
    {
        Must(AuthDecoder.Decode(frame, PacketSender.Server, out AuthView view));
        return new Packet { Type = frame.Type, Reason = view.Reason, Properties = Copy(view.Properties) };
    }

    private static List<Packet.Property> Copy(PropertyList properties)
    {
        List<Packet.Property> copy = [];
        foreach (PropertyView property in properties)
        {
            copy.Add(new Packet.Property(
                property.Id, property.Number, property.Bytes.ToArray(), property.Second.ToArray()));
        }

        return copy;
    }

    private static void Must(ProtocolError? error)
    {
        if (error is not null)
        {
            throw new InvalidOperationException($"The server sent a bad packet: {error}");
        }
    }
}
