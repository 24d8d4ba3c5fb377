using System.Buffers;
using Pmq.Protocol;

namespace Pmq.Benchmarks.Codec;

/// <summary>The packets the codec is measured with. A PUBLISH here is 64 bytes as it lies on the wire.</summary>
internal static class SamplePackets
{
    private const int PublishSize = 64;

    public static ReadOnlySpan<byte> Topic => "plant/7/line/3/sensor/42"u8;

    /// <summary>A QoS 0 PUBLISH of 64 bytes.</summary>
    public static byte[] Publish(ProtocolVersion version, ReadOnlySpan<byte> properties = default)
    {
        byte[] empty = Publish(version, properties, payloadSize: 0);
        byte[] packet = Publish(version, properties, PublishSize - empty.Length);
        return packet.Length == PublishSize
            ? packet
            : throw new InvalidOperationException($"The PUBLISH has {packet.Length} bytes.");
    }

    /// <summary>The properties of an ordinary 5.0 message: expiry, content type and one user property.</summary>
    public static byte[] MessageProperties()
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new PropertyWriter(output);
        writer.Add(PropertyId.MessageExpiryInterval, 3600);
        writer.Add(PropertyId.ContentType, "text"u8);
        writer.AddUserProperty("k"u8, "v"u8);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>A CONNECT with a will, a user name and a password.</summary>
    public static byte[] Connect(ProtocolVersion version)
    {
        var output = new ArrayBufferWriter<byte>();
        ConnectEncoder.Write(output, new ConnectPacket(version, "sensor-00000042"u8)
        {
            CleanStart = true,
            KeepAlive = 60,
            HasWill = true,
            Will = new WillPacket { QoS = QoS.AtLeastOnce, Topic = "plant/7/gone"u8, Payload = "42"u8 },
            HasUserName = true,
            UserName = "plant"u8,
            HasPassword = true,
            Password = "secret-of-plant"u8,
        });
        return output.WrittenSpan.ToArray();
    }

    /// <summary>A SUBSCRIBE with four filters, two of them with wildcards.</summary>
    public static byte[] Subscribe(ProtocolVersion version)
    {
        SubscriptionRequest[] requests =
        [
            new("plant/7/line/3/sensor/42"u8.ToArray(), new SubscriptionOptions(QoS.AtMostOnce)),
            new("plant/7/line/+/alarm"u8.ToArray(), new SubscriptionOptions(QoS.AtLeastOnce)),
            new("plant/7/#"u8.ToArray(), new SubscriptionOptions(QoS.AtMostOnce)),
            new("plant/7/order"u8.ToArray(), new SubscriptionOptions(QoS.ExactlyOnce)),
        ];
        var output = new ArrayBufferWriter<byte>();
        SubscribeEncoder.WriteSubscribe(output, version, packetId: 7, requests);
        return output.WrittenSpan.ToArray();
    }

    private static byte[] Publish(ProtocolVersion version, ReadOnlySpan<byte> properties, int payloadSize)
    {
        var output = new ArrayBufferWriter<byte>();
        var packet = new PublishPacket(Topic, new byte[payloadSize]) { Properties = properties };
        PublishEncoder.Write(output, version, packet);
        return output.WrittenSpan.ToArray();
    }
}
