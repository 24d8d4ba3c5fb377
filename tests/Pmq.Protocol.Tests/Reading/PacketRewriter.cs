using System.Buffers;

namespace Pmq.Protocol.Tests;

/// <summary>Writes with the encoders what the decoders read.</summary>
internal static class PacketRewriter
{
    public static byte[] Rewrite(byte[] packet, ProtocolVersion version, PacketSender sender)
    {
        var reader = new FrameReader(new ReadOnlySequence<byte>(packet), version, sender);
        Assert.Equal(FrameStatus.Complete, reader.Read(out Frame frame));
        var output = new ArrayBufferWriter<byte>();
        int size = Write(output, frame, version, sender);
        Assert.Equal(output.WrittenCount, size);
        return output.WrittenSpan.ToArray();
    }

    private static int Write(IBufferWriter<byte> output, in Frame frame, ProtocolVersion version, PacketSender sender)
    {
        switch (frame.Type)
        {
            case PacketType.Connect:
                return WriteConnect(output, frame);
            case PacketType.Connack:
                return WriteConnack(output, frame, version);
            case PacketType.Publish:
                return WritePublish(output, frame, version, sender);
            case PacketType.Subscribe or PacketType.Unsubscribe:
                return WriteSubscribe(output, frame, version);
            case PacketType.Suback or PacketType.Unsuback:
                return WriteSuback(output, frame, version);
            case PacketType.Pingreq:
                return ControlEncoder.WritePingreq(output);
            case PacketType.Pingresp:
                return ControlEncoder.WritePingresp(output);
            case PacketType.Disconnect:
                Assert.Null(DisconnectDecoder.Decode(frame, version, sender, out DisconnectView end));
                return ControlEncoder.WriteDisconnect(output, version, end.Reason, Properties(end.Properties));
            case PacketType.Auth:
                Assert.Null(AuthDecoder.Decode(frame, sender, out AuthView auth));
                return ControlEncoder.WriteAuth(output, auth.Reason, Properties(auth.Properties));
            default:
                Assert.Null(AckDecoder.Decode(frame, version, sender, out AckView ack));
                return AckEncoder.Write(
                    output, version, frame.Type, ack.PacketId, ack.Reason, Properties(ack.Properties));
        }
    }

    private static int WriteConnect(IBufferWriter<byte> output, in Frame frame)
    {
        Assert.Null(ConnectDecoder.Decode(frame, out ConnectView connect));
        WillView will = connect.Will;
        return ConnectEncoder.Write(output, new ConnectPacket(connect.Version, connect.ClientId.ToArray())
        {
            CleanStart = connect.CleanStart,
            KeepAlive = connect.KeepAlive,
            Properties = Properties(connect.Properties),
            HasWill = connect.HasWill,
            Will = new WillPacket
            {
                QoS = will.QoS,
                Retain = will.Retain,
                Properties = Properties(will.Properties),
                Topic = will.Topic.ToArray(),
                Payload = will.Payload.ToArray(),
            },
            HasUserName = connect.HasUserName,
            UserName = connect.UserName.ToArray(),
            HasPassword = connect.HasPassword,
            Password = connect.Password.ToArray(),
        });
    }

    private static int WriteConnack(IBufferWriter<byte> output, in Frame frame, ProtocolVersion version)
    {
        Assert.Null(ConnackDecoder.Decode(frame, version, out ConnackView connack));
        return version == ProtocolVersion.Mqtt5
            ? ConnackEncoder.Write(output, connack.Reason, connack.SessionPresent, Properties(connack.Properties))
            : ConnackEncoder.Write(output, connack.ReturnCode, connack.SessionPresent);
    }

    private static int WritePublish(
        IBufferWriter<byte> output, in Frame frame, ProtocolVersion version, PacketSender sender)
    {
        Assert.Null(PublishDecoder.Decode(frame, version, sender, out PublishView publish));
        return PublishEncoder.Write(output, version, new PublishPacket
        {
            Dup = publish.Dup,
            QoS = publish.QoS,
            Retain = publish.Retain,
            PacketId = publish.PacketId,
            Topic = publish.Topic.ToArray(),
            Properties = Properties(publish.Properties),
            Payload = publish.Payload.ToArray(),
        });
    }

    private static int WriteSubscribe(IBufferWriter<byte> output, in Frame frame, ProtocolVersion version)
    {
        Assert.Null(SubscribeDecoder.Decode(frame, version, out SubscribeView subscribe));
        var requests = new List<SubscriptionRequest>();
        foreach (SubscriptionView subscription in subscribe)
        {
            requests.Add(new SubscriptionRequest(subscription.Filter.ToArray(), subscription.Options));
        }

        byte[] properties = Properties(subscribe.Properties);
        return frame.Type == PacketType.Subscribe
            ? SubscribeEncoder.WriteSubscribe(output, version, subscribe.PacketId, requests.ToArray(), properties)
            : SubscribeEncoder.WriteUnsubscribe(
                output,
                version,
                subscribe.PacketId,
                requests.Select(request => request.Filter).ToArray(),
                properties);
    }

    private static int WriteSuback(IBufferWriter<byte> output, in Frame frame, ProtocolVersion version)
    {
        Assert.Null(SubackDecoder.Decode(frame, version, out SubackView suback));
        ReasonCode[] codes = [.. suback.Codes.ToArray().Select(code => (ReasonCode)code)];
        return SubackEncoder.Write(
            output, version, frame.Type, suback.PacketId, codes, Properties(suback.Properties));
    }

    private static byte[] Properties(PropertyList properties)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new PropertyWriter(output);
        foreach (PropertyView property in properties)
        {
            switch (PropertyRules.Of((byte)property.Id).Type)
            {
                case PropertyType.Utf8StringPair:
                    writer.AddUserProperty(property.Bytes, property.Second);
                    break;
                case PropertyType.Utf8String or PropertyType.BinaryData:
                    writer.Add(property.Id, property.Bytes);
                    break;
                default:
                    writer.Add(property.Id, property.Number);
                    break;
            }
        }

        return output.WrittenSpan.ToArray();
    }
}
