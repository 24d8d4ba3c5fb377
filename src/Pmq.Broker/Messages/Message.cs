using Pmq.Broker.Routing;
using Pmq.Protocol;

namespace Pmq.Broker.Messages;

/// <summary>
/// An application message on its way through the node. Topic and payload lie in one array, which is a whole packet of
/// its own (see <see cref="MessageBlock"/>), so that writing it to a 3.1.1 subscriber at QoS 0 is one copy.
/// </summary>
/// <remarks>Owner: immutable.</remarks>
public sealed class Message
{
    /// <summary>The <see cref="ExpiresAt"/> of a message that does not expire.</summary>
    public const long NeverExpires = long.MaxValue;

    private readonly byte[] _block;
    private readonly int _topicFieldAt;

    private Message(byte[] block, int topicLength)
    {
        _block = block;
        _topicFieldAt = MessageBlock.TopicFieldAt(block);
        TopicLength = topicLength;
    }

    /// <summary>The length of the topic in bytes.</summary>
    public int TopicLength { get; }

    /// <summary>The quality of service it was published at.</summary>
    public QoS QoS { get; init; }

    /// <summary>The retain flag it was published with.</summary>
    public bool Retain { get; init; }

    /// <summary>
    /// The properties to pass on, as on the wire, without message expiry, topic alias and subscription ids.
    /// </summary>
    public byte[] Properties { get; init; } = [];

    /// <summary>The clock's timestamp at which it is worth nothing any more.</summary>
    public long ExpiresAt { get; init; } = NeverExpires;

    /// <summary>The session that published it; null for the node itself.</summary>
    public DeliveryTarget? Publisher { get; init; }

    /// <summary>The topic.</summary>
    public ReadOnlySpan<byte> Topic => _block.AsSpan(_topicFieldAt + sizeof(ushort), TopicLength);

    /// <summary>The payload.</summary>
    public ReadOnlySpan<byte> Payload => _block.AsSpan(_topicFieldAt + sizeof(ushort) + TopicLength);

    /// <summary>Two bytes of topic length and the topic.</summary>
    public ReadOnlySpan<byte> TopicField => _block.AsSpan(_topicFieldAt, sizeof(ushort) + TopicLength);

    /// <summary>The whole packet for a 3.x subscriber at QoS 0, without retain flag.</summary>
    public ReadOnlySpan<byte> PlainFrame => _block;

    /// <summary>True when it expires at some time.</summary>
    public bool Expires => ExpiresAt != NeverExpires;

    /// <summary>What it counts for in bounds that are set in bytes: its content and the objects that hold it.</summary>
    public int Size => _block.Length + Properties.Length + Overhead;

    private static int Overhead => 104;

    /// <summary>A block for a message of this topic, with room for the payload.</summary>
    public static byte[] NewBlock(ReadOnlySpan<byte> topic, int payloadLength)
    {
        byte[] block = MessageBlock.New(topic.Length, payloadLength);
        topic.CopyTo(MessageBlock.Topic(block, topic.Length));
        return block;
    }

    /// <summary>The same for a topic that lies in a packet.</summary>
    public static byte[] NewBlock(ByteView topic, int payloadLength)
    {
        byte[] block = MessageBlock.New(topic.Length, payloadLength);
        topic.CopyTo(MessageBlock.Topic(block, topic.Length));
        return block;
    }

    /// <summary>A message over a block that was made for its topic and payload.</summary>
    public static Message Over(
        byte[] block,
        int topicLength,
        QoS qos,
        bool retain,
        byte[] properties,
        long expiresAt,
        DeliveryTarget? publisher) =>
        new(block, topicLength)
        {
            QoS = qos,
            Retain = retain,
            Properties = properties,
            ExpiresAt = expiresAt,
            Publisher = publisher,
        };

    /// <summary>The same message as it is published later: a will.</summary>
    public Message Published(long expiresAt, DeliveryTarget publisher) =>
        Over(_block, TopicLength, QoS, Retain, Properties, expiresAt, publisher);

    /// <summary>A message from its parts.</summary>
    public static Message Create(ReadOnlySpan<byte> topic, ReadOnlySpan<byte> payload, QoS qos, bool retain)
    {
        byte[] block = NewBlock(topic, payload.Length);
        payload.CopyTo(block.AsSpan(block.Length - payload.Length));
        return new Message(block, topic.Length) { QoS = qos, Retain = retain };
    }
}
