using System.Diagnostics.CodeAnalysis;
using Pmq.Broker.Routing;
using Pmq.Protocol;

namespace Pmq.Broker.Messages;

/// <summary>
/// An application message on its way through the node: a place in a <see cref="MessageBlock"/>, where it lies as a whole
/// PUBLISH packet. Copying this copies no bytes.
/// </summary>
/// <remarks>Owner: immutable.</remarks>
public readonly struct Message : IEquatable<Message>
{
    /// <summary>The <see cref="ExpiresAt"/> of a message that does not expire.</summary>
    public const long NeverExpires = long.MaxValue;

    private readonly MessageBlock? _block;
    private readonly int _at;

    internal Message(MessageBlock block, int at, int length)
    {
        _block = block;
        _at = at;
        Length = length;
    }

    /// <summary>True when this is no message at all.</summary>
    public bool IsNone => _block is null;

    /// <summary>The length of the packet it lies in.</summary>
    public int Length { get; }

    /// <summary>The length of the topic in bytes.</summary>
    public int TopicLength => Block.Traits.TopicLength;

    /// <summary>The quality of service it was published at.</summary>
    public QoS QoS => Block.Traits.QoS;

    /// <summary>The retain flag it was published with.</summary>
    public bool Retain => Block.Traits.Retain;

    /// <summary>The clock's timestamp at which it is worth nothing any more.</summary>
    public long ExpiresAt => Block.Traits.ExpiresAt;

    /// <summary>The session that published it; null for the node itself.</summary>
    public DeliveryTarget? Publisher => Block.Traits.Publisher;

    /// <summary>The topic.</summary>
    public ReadOnlySpan<byte> Topic => TopicField[sizeof(ushort)..];

    /// <summary>Two bytes of topic length and the topic.</summary>
    public ReadOnlySpan<byte> TopicField =>
        Packet.Slice(PacketLength.HeaderSize(Length), sizeof(ushort) + TopicLength);

    /// <summary>
    /// The properties to pass on, as on the wire, without message expiry, topic alias and subscription ids.
    /// </summary>
    public ReadOnlySpan<byte> Properties
    {
        get
        {
            int length = PropertiesLength(out int at);
            return Packet.Slice(at, length);
        }
    }

    /// <summary>The payload.</summary>
    public ReadOnlySpan<byte> Payload
    {
        get
        {
            int length = PropertiesLength(out int at);
            return Packet[(at + length)..];
        }
    }

    /// <summary>True when it expires at some time.</summary>
    public bool Expires => ExpiresAt != NeverExpires;

    /// <summary>What it counts for in bounds that are set in bytes: its content and the objects that hold it.</summary>
    public int Size => SizeOf(1, Length, QoS);

    /// <summary>The packet it lies in.</summary>
    internal ReadOnlySpan<byte> Packet => Block.Bytes.Slice(_at, Length);

    /// <summary>Where its packet begins in the block.</summary>
    internal int At => _at;

    internal MessageBlock Block => _block!;

    private static int Overhead => 104;

    private int IdentifierSize => IdentifierSizeAt(QoS);

    /// <summary>True when both are the same message, not only alike.</summary>
    public static bool operator ==(Message left, Message right) => left.Equals(right);

    /// <summary>True when they are two messages.</summary>
    public static bool operator !=(Message left, Message right) => !left.Equals(right);

    /// <summary>A message from its parts.</summary>
    public static Message Create(ReadOnlySpan<byte> topic, ReadOnlySpan<byte> payload, QoS qos, bool retain) =>
        MessageBlockWriter.Write(
            topic,
            properties: default,
            payload,
            new MessageTraits(topic.Length, qos, retain, IsMqtt5: false, NeverExpires, Publisher: null)).First;

    /// <summary>The same message as it is published later: a will.</summary>
    public Message Published(long expiresAt, DeliveryTarget publisher) => MessageBlockWriter.Again(
        this, Block.Traits with { ExpiresAt = expiresAt, Publisher = publisher }).First;

    /// <summary>The same message in a block of its own, which is what whoever keeps it for long should hold.</summary>
    public Message Alone() => Block.Count == 1 ? this : Block.Alone(this).First;

    /// <summary>The same message in a block of its own, for which nobody waits.</summary>
    internal MessageBlock InNewBlock() => MessageBlock.CopyOf(Packet, 1, Block.Traits);

    /// <inheritdoc/>
    public bool Equals(Message other) => ReferenceEquals(_block, other._block) && _at == other._at;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Message other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_block, _at);

    /// <summary>What so many messages count for whose packets have so many bytes.</summary>
    internal static int SizeOf(int count, int bytes, QoS qos) => bytes + (count * (Overhead - IdentifierSizeAt(qos)));

    private static int IdentifierSizeAt(QoS qos) => qos == QoS.AtMostOnce ? 0 : sizeof(ushort);

    /// <summary>The length of the properties and where they begin.</summary>
    private int PropertiesLength(out int at)
    {
        at = PacketLength.HeaderSize(Length) + sizeof(ushort) + TopicLength + IdentifierSize;
        if (!Block.Traits.IsMqtt5)
        {
            return 0;
        }

        int length = 0;
        int shift = 0;
        byte digit;
        do
        {
            digit = Packet[at++];
            length |= (digit & 0x7F) << shift;
            shift += 7;
        }
        while (digit > 0x7F);

        return length;
    }
}
