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
    public static void Write(RecordWriter writer, in MessageTraits traits, WallClock clock) =>
        Write(writer, traits, clock.At(traits.ExpiresAt));

    /// <summary>The traits of messages that expire at a time of the wall clock; 0 for never.</summary>
    public static void Write(RecordWriter writer, in MessageTraits traits, long expiresAt)
    {
        int flags = (int)traits.QoS | (traits.Retain ? RetainBit : 0) | (traits.IsMqtt5 ? Mqtt5Bit : 0);
        writer.Byte((byte)flags);
        writer.Number(traits.TopicLength);
        writer.Fixed(expiresAt);
    }

    public static MessageTraits Read(ref RecordReader reader, WallClock clock, DeliveryTarget? publisher)
    {
        MessageTraits traits = Read(ref reader, out long expiresAt);
        return traits with { ExpiresAt = clock.TimestampOf(expiresAt), Publisher = publisher };
    }

    /// <summary>The traits without times, and when the messages expire by the wall clock; 0 for never.</summary>
    public static MessageTraits Read(ref RecordReader reader, out long expiresAt)
    {
        byte flags = reader.Byte();
        int topicLength = (int)reader.Number();
        expiresAt = reader.Fixed();
        return new MessageTraits(
            topicLength,
            (QoS)(flags & QoSBits),
            Retain: (flags & RetainBit) != 0,
            IsMqtt5: (flags & Mqtt5Bit) != 0,
            Message.NeverExpires,
            Publisher: null);
    }

    /// <summary>A publisher's name, which retained messages keep for subscriptions with no local.</summary>
    public static void WriteName(RecordWriter writer, DeliveryTarget? publisher) =>
        writer.Bytes(publisher is null ? [] : Encoding.UTF8.GetBytes(publisher.Name));
}
