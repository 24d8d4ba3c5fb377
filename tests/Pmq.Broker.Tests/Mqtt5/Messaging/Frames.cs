using System.Buffers;
using System.Text;
using Pmq.Protocol;

namespace Pmq.Broker.Tests.Mqtt5.Messaging;

/// <summary>MQTT 5.0 packets as bytes, for clients that send several at once, together with others, or badly.</summary>
internal static class Frames
{
    public static byte[] Publish(
        string topic,
        string payload,
        QoS qos = QoS.AtMostOnce,
        ushort packetId = 0,
        bool retain = false,
        bool dup = false,
        byte[]? properties = null) =>
        Publish(Encoding.UTF8.GetBytes(topic), Encoding.UTF8.GetBytes(payload), qos, packetId, retain, dup, properties);

    public static byte[] Publish(
        byte[] topic,
        byte[] payload,
        QoS qos = QoS.AtMostOnce,
        ushort packetId = 0,
        bool retain = false,
        bool dup = false,
        byte[]? properties = null)
    {
        var output = new ArrayBufferWriter<byte>();
        PublishEncoder.Write(output, ProtocolVersion.Mqtt5, new PublishPacket(topic, payload)
        {
            QoS = qos, Retain = retain, Properties = properties, PacketId = packetId, Dup = dup,
        });
        return output.WrittenSpan.ToArray();
    }

    public static byte[] Subscribe(ushort packetId, string filter, SubscriptionOptions options) =>
        Subscribe(packetId, Encoding.UTF8.GetBytes(filter), options);

    public static byte[] Subscribe(ushort packetId, byte[] filter, SubscriptionOptions options)
    {
        var output = new ArrayBufferWriter<byte>();
        SubscriptionRequest[] requests = [new SubscriptionRequest(filter, options)];
        SubscribeEncoder.WriteSubscribe(output, ProtocolVersion.Mqtt5, packetId, requests);
        return output.WrittenSpan.ToArray();
    }

    public static byte[] Unsubscribe(ushort packetId, params string[] filters)
    {
        var output = new ArrayBufferWriter<byte>();
        ReadOnlyMemory<byte>[] bytes =
            [.. filters.Select(filter => new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes(filter)))];
        SubscribeEncoder.WriteUnsubscribe(output, ProtocolVersion.Mqtt5, packetId, bytes);
        return output.WrittenSpan.ToArray();
    }

    public static byte[] Ack(PacketType type, ushort packetId, ReasonCode reason = ReasonCode.Success)
    {
        var output = new ArrayBufferWriter<byte>();
        AckEncoder.Write(output, ProtocolVersion.Mqtt5, type, packetId, reason);
        return output.WrittenSpan.ToArray();
    }

    public static byte[] Disconnect()
    {
        var output = new ArrayBufferWriter<byte>();
        ControlEncoder.WriteDisconnect(output, ProtocolVersion.Mqtt5, ReasonCode.Success, []);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Several packets in one segment.</summary>
    public static byte[] Join(params IEnumerable<byte[]> frames) => [.. frames.SelectMany(frame => frame)];
}
