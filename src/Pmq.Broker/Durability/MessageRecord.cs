using System.Text;
using Pmq.Broker.Messages;
using Pmq.Broker.Routing;
using Pmq.Protocol;

namespace Pmq.Broker.Durability;

/// <summary>
/// What the messages of a block have in common, in the form that stores keep. The form is for ever: what a newer program
/// adds, it adds under a new number of the form.
/// </summary>
internal static class MessageRecord
{
    private const byte QoSBits = 0b0011;
    private const byte RetainBit = 0b0100;
    private const byte Mqtt5Bit = 0b1000;

    /// <summary>The traits, without the publisher.</summary>
    public static void Write(RecordWriter writer, in MessageTraits traits, WallClock clock)
    {
        int flags = (int)traits.QoS | (traits.Retain ? RetainBit : 0) | (traits.IsMqtt5 ? Mqtt5Bit : 0);
        writer.Byte((byte)flags);
        writer.Number(traits.TopicLength);
        writer.Fixed(clock.At(traits.ExpiresAt));
    }

    public static MessageTraits Read(ref RecordReader reader, WallClock clock, DeliveryTarget? publisher)
    {
        byte flags = reader.Byte();
        int topicLength = (int)reader.Number();
        long expiresAt = clock.TimestampOf(reader.Fixed());
        return new MessageTraits(
            topicLength,
            (QoS)(flags & QoSBits),
            Retain: (flags & RetainBit) != 0,
            IsMqtt5: (flags & Mqtt5Bit) != 0,
            expiresAt,
            publisher);
    }

    /// <summary>A publisher's name, which retained messages keep for subscriptions with no local.</summary>
    public static void WriteName(RecordWriter writer, DeliveryTarget? publisher) =>
        writer.Bytes(publisher is null ? [] : Encoding.UTF8.GetBytes(publisher.Name));
}
