using System.Buffers.Binary;
using Pmq.Broker.Messages;
using Pmq.Broker.Routing;
using Pmq.Broker.Sessions;
using Pmq.Protocol;

namespace Pmq.Broker.Outbound;

/// <summary>
/// Writes messages to a client in its form: as they lie in their block where that is the form, and else each composed
/// anew.
/// </summary>
/// <remarks>Owner: session turn. A struct, because it is a part of <see cref="OutboundHalf"/>.</remarks>
internal struct PublishWriter
{
    private readonly ClientLink _link;
    private readonly OutboundAliases? _aliases;

    // A 5.0 client with a maximum packet size or aliases needs a look at each message.
    private readonly bool _takesBlocks;

    public PublishWriter(ClientLink link, int aliasesMax)
    {
        _link = link;
        int aliases = Math.Min(link.Terms.TopicAliasMaximum, aliasesMax);
        _aliases = aliases > 0 ? new OutboundAliases(aliases) : null;
        _takesBlocks = _aliases is null && link.Terms.MaximumPacketSize == int.MaxValue;
    }

    /// <summary>True when the packets of a block, but for their identifiers, are what the client is to get.</summary>
    public readonly bool TakesAsItLies(in MessageTraits traits, QoS qos, Delivery delivery)
    {
        bool sameForm = traits.QoS == qos && traits.IsMqtt5 == _link.IsMqtt5
            && RetainFlag(traits, delivery) == traits.Retain;
        return sameForm
            && (!traits.IsMqtt5
                || (_takesBlocks
                    && delivery.SubscriptionIds.Length == 0
                    && traits.ExpiresAt == Message.NeverExpires));
    }

    /// <summary>Writes packets as they lie; above QoS 0 the caller gives them their identifiers.</summary>
    public readonly Span<byte> WriteAsItLies(ReadOnlySpan<byte> packets)
    {
        Span<byte> written = _link.Writer.Take(packets.Length);
        packets.CopyTo(written);
        return written;
    }

    /// <summary>Gives a packet its identifier.</summary>
    public static void Number(Span<byte> packet, Message message, ushort packetId) =>
        BinaryPrimitives.WriteUInt16BigEndian(
            packet[(PacketLength.HeaderSize(message.Length) + sizeof(ushort) + message.TopicLength)..], packetId);

    /// <summary>True when the message, without an alias, stays within the client's maximum packet size.</summary>
    public readonly bool Fits(Message message, Delivery delivery, QoS qos) =>
        !_link.IsMqtt5
        || _link.Terms.MaximumPacketSize == int.MaxValue
        || Compose(message, delivery, qos, alias: 0, withTopic: true).Size <= _link.Terms.MaximumPacketSize;

    /// <summary>Writes a message, which fits.</summary>
    public readonly void Write(Message message, Delivery delivery, QoS qos, bool dup, ushort packetId, in TurnClock clock)
    {
        if (!dup && TakesAsItLies(message.Block.Traits, qos, delivery))
        {
            Span<byte> packet = WriteAsItLies(message.Packet);
            if (qos != QoS.AtMostOnce)
            {
                Number(packet, message, packetId);
            }

            return;
        }

        bool retain = RetainFlag(message.Block.Traits, delivery);
        PublishFrame frame = Compose(message, delivery, qos, alias: 0, withTopic: true);
        if (_aliases is { } aliases)
        {
            int alias = aliases.Find(message.Topic, out bool isKnown);
            PublishFrame aliased = Compose(message, delivery, qos, alias, withTopic: !isKnown);

            // With a short topic, or a new alias, it is the larger one.
            if (alias > 0 && aliased.Size <= _link.Terms.MaximumPacketSize)
            {
                frame = aliased;
                aliases.Use(message.Topic, alias);
            }
        }

        frame.Write(_link.Writer.Take(frame.Size), dup, retain, packetId, clock.SecondsLeft(message));
    }

    /// <summary>Writes a PUBREL.</summary>
    public readonly void WriteRelease(ushort packetId) =>
        AckEncoder.WriteShort(_link.Writer.Take(AckEncoder.ShortSize), PacketType.Pubrel, packetId);

    private static bool RetainFlag(in MessageTraits traits, Delivery delivery) =>
        delivery.RetainAsPublished && traits.Retain;

    private readonly PublishFrame Compose(Message message, Delivery delivery, QoS qos, int alias, bool withTopic) =>
        new(message, _link.IsMqtt5, qos, delivery.SubscriptionIds, alias, withTopic);
}
