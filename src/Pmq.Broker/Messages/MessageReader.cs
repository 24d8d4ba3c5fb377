using System.Buffers;
using Pmq.Broker.Options;
using Pmq.Broker.Routing;
using Pmq.Protocol;

namespace Pmq.Broker.Messages;

/// <summary>Makes messages from PUBLISH packets and wills: the one copy on the way in.</summary>
/// <remarks>Owner: immutable.</remarks>
internal sealed class MessageReader(MessageOptions options, TimeProvider clock)
{
    /// <summary>
    /// True when the packet can be kept as it came: nothing of it is for the broker alone. So can those of its run.
    /// </summary>
    public static bool IsVerbatim(in PublishView publish) =>
        !publish.Dup
        && (publish.Properties.IsEmpty
            || !(publish.Properties.Has(PropertyId.TopicAlias)
                || publish.Properties.Has(PropertyId.MessageExpiryInterval)));

    /// <summary>The messages of packets that are kept as they came.</summary>
    /// <param name="packets">The packets.</param>
    /// <param name="count">How many they are.</param>
    /// <param name="first">The first of them.</param>
    /// <param name="isMqtt5">Whether they have a property section.</param>
    /// <param name="publisher">Who sent them.</param>
    public MessageBlock Read(
        ReadOnlySpan<byte> packets, int count, in PublishView first, bool isMqtt5, DeliveryTarget publisher) =>
        MessageBlock.CopyOf(packets, count, Traits(first, first.Topic.Length, isMqtt5, publisher));

    /// <summary>The message of a PUBLISH whose topic, where an alias stood for it, was looked up.</summary>
    public MessageBlock Read(
        in PublishView publish, ReadOnlySpan<byte> aliasedTopic, bool isMqtt5, DeliveryTarget publisher)
    {
        ByteView topic = publish.Topic.IsEmpty ? new ByteView(aliasedTopic) : publish.Topic;
        ReadOnlySpan<byte> properties = publish.Properties.IsEmpty ? [] : PropertiesToPassOn(publish.Properties);
        return MessageBlockWriter.Write(
            topic, properties, publish.Payload, Traits(publish, topic.Length, isMqtt5, publisher));
    }

    /// <summary>The message of a will. Its expiry begins when it is published, not here.</summary>
    public static Message Read(in WillView will, DeliveryTarget? publisher)
    {
        ReadOnlySpan<byte> properties = will.Properties.IsEmpty ? [] : PropertiesToPassOn(will.Properties);
        var traits = new MessageTraits(
            will.Topic.Length,
            will.QoS,
            will.Retain,
            IsMqtt5: !properties.IsEmpty,
            Message.NeverExpires,
            publisher);
        return MessageBlockWriter.Write(will.Topic, properties, will.Payload, traits).First;
    }

    /// <summary>The timestamp at which a message that lives for so many seconds from now on expires.</summary>
    public long ExpiresIn(uint? seconds)
    {
        uint? life = options.ExpiryMax > 0 ? Math.Min(seconds ?? uint.MaxValue, (uint)options.ExpiryMax) : seconds;
        return life is { } known ? clock.GetTimestamp() + (known * clock.TimestampFrequency) : Message.NeverExpires;
    }

    private MessageTraits Traits(in PublishView publish, int topicLength, bool isMqtt5, DeliveryTarget publisher) =>
        new(topicLength, publish.QoS, publish.Retain, isMqtt5, ExpiryOf(publish.Properties), publisher);

    private long ExpiryOf(PropertyList properties)
    {
        bool asked = properties.TryGetNumber(PropertyId.MessageExpiryInterval, out uint seconds);
        return asked || options.ExpiryMax > 0 ? ExpiresIn(asked ? seconds : null) : Message.NeverExpires;
    }

    /// <summary>Everything that subscribers get as it was sent, in its order [MQTT-3.3.2-18].</summary>
    private static ReadOnlySpan<byte> PropertiesToPassOn(PropertyList properties)
    {
        var kept = new ArrayBufferWriter<byte>(properties.Bytes.Length);
        var writer = new PropertyWriter(kept);
        foreach (PropertyView property in properties)
        {
            switch (property.Id)
            {
                case PropertyId.PayloadFormatIndicator:
                    writer.Add(property.Id, property.Number);
                    break;
                case PropertyId.ContentType or PropertyId.ResponseTopic or PropertyId.CorrelationData:
                    writer.Add(property.Id, property.Bytes);
                    break;
                case PropertyId.UserProperty:
                    writer.AddUserProperty(property.Bytes, property.Second);
                    break;
                default:
                    break;
            }
        }

        return kept.WrittenSpan;
    }
}
