using System.Buffers.Binary;
using Pmq.Protocol;

namespace Pmq.Broker.Messages;

/// <summary>Makes blocks of one message from the message's parts.</summary>
internal static class MessageBlockWriter
{
    /// <summary>A block from parts that lie together.</summary>
    public static MessageBlock Write(
        ReadOnlySpan<byte> topic, ReadOnlySpan<byte> properties, ReadOnlySpan<byte> payload, in MessageTraits traits)
    {
        byte[] packet = New(properties.Length, payload.Length, traits, out int topicAt, out int propertiesAt);
        topic.CopyTo(packet.AsSpan(topicAt));
        properties.CopyTo(packet.AsSpan(propertiesAt));
        payload.CopyTo(packet.AsSpan(propertiesAt + properties.Length));
        return new MessageBlock(packet, 1, traits);
    }

    /// <summary>A block from topic and payload as they lie in a receive buffer.</summary>
    public static MessageBlock Write(
        ByteView topic, ReadOnlySpan<byte> properties, ByteView payload, in MessageTraits traits)
    {
        byte[] packet = New(properties.Length, payload.Length, traits, out int topicAt, out int propertiesAt);
        topic.CopyTo(packet.AsSpan(topicAt));
        properties.CopyTo(packet.AsSpan(propertiesAt));
        payload.CopyTo(packet.AsSpan(propertiesAt + properties.Length));
        return new MessageBlock(packet, 1, traits);
    }

    /// <summary>The same packet with other traits, of which those that show in the packet are the same.</summary>
    public static MessageBlock Again(Message message, in MessageTraits traits) =>
        MessageBlock.CopyOf(message.Packet, 1, traits);

    private static byte[] New(
        int propertiesLength, int payloadLength, in MessageTraits traits, out int topicAt, out int propertiesAt)
    {
        int identifierSize = traits.QoS == QoS.AtMostOnce ? 0 : sizeof(ushort);
        int lengthSize = traits.IsMqtt5 ? VariableInteger.SizeOf((uint)propertiesLength) : 0;
        int bodySize = sizeof(ushort) + traits.TopicLength + identifierSize + lengthSize + propertiesLength + payloadLength;
        int headerSize = 1 + VariableInteger.SizeOf((uint)bodySize);
        byte[] packet = GC.AllocateUninitializedArray<byte>(headerSize + bodySize);
        packet[0] = PublishEncoder.Header(traits.QoS, dup: false, traits.Retain);
        VariableInteger.Write(packet.AsSpan(1), (uint)bodySize);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(headerSize), (ushort)traits.TopicLength);
        topicAt = headerSize + sizeof(ushort);
        propertiesAt = topicAt + traits.TopicLength + identifierSize + lengthSize;
        packet.AsSpan(topicAt + traits.TopicLength, identifierSize).Clear();
        if (traits.IsMqtt5)
        {
            VariableInteger.Write(packet.AsSpan(propertiesAt - lengthSize), (uint)propertiesLength);
        }

        return packet;
    }
}
