using System.Buffers;
using Pmq.Broker.Options;
using Pmq.Broker.Routing;
using Pmq.Protocol;

namespace Pmq.Broker.Messages;

/// <summary>Makes messages from PUBLISH packets and wills: the one copy on the way in.</summary>
/// <remarks>Owner: immutable.</remarks>
internal sealed class MessageReader(MessageOptions options, TimeProvider clock)
{
    /// <summary>The message of a PUBLISH whose topic, where an alias stood for it, was looked up.</summary>
    public Message Read(in PublishView publish, ReadOnlySpan<byte> aliasedTopic, DeliveryTarget publisher)
    {
        ByteView payload = publish.Payload;
        byte[] block;
        int topicLength;
        if (publish.Topic.IsEmpty)
        {
            topicLength = aliasedTopic.Length;
            block = Message.NewBlock(aliasedTopic, payload.Length);
        }
        else
        {
            topicLength = publish.Topic.Length;
            block = Message.NewBlock(publish.Topic, payload.Length);
        }

        payload.CopyTo(block.AsSpan(block.Length - payload.Length));
        return Message.Over(
            block,
            topicLength,
            publish.QoS,
            publish.Retain,
            publish.Properties.IsEmpty ? [] : PropertiesToPassOn(publish.Properties),
            ExpiryOf(publish.Properties),
            publisher);
    }

    /// <summary>The message of a will. Its expiry begins when it is published, not here.</summary>
    public static Message Read(in WillView will, DeliveryTarget? publisher)
    {
        byte[] block = Message.NewBlock(will.Topic, will.Payload.Length);
        will.Payload.CopyTo(block.AsSpan(block.Length - will.Payload.Length));
        return Message.Over(
            block,
            will.Topic.Length,
            will.QoS,
            will.Retain,
            will.Properties.IsEmpty ? [] : PropertiesToPassOn(will.Properties),
            Message.NeverExpires,
            publisher);
    }

    /// <summary>The timestamp at which a message that lives for so many seconds from now on expires.</summary>
    public long ExpiresIn(uint? seconds)
    {
        uint? life = options.ExpiryMax > 0 ? Math.Min(seconds ?? uint.MaxValue, (uint)options.ExpiryMax) : seconds;
        return life is { } known ? clock.GetTimestamp() + (known * clock.TimestampFrequency) : Message.NeverExpires;
    }

    private long ExpiryOf(PropertyList properties)
    {
        bool asked = properties.TryGetNumber(PropertyId.MessageExpiryInterval, out uint seconds);
        return asked || options.ExpiryMax > 0 ? ExpiresIn(asked ? seconds : null) : Message.NeverExpires;
    }

    /// <summary>Everything that subscribers get as it was sent, in its order [MQTT-3.3.2-18].</summary>
    private static byte[] PropertiesToPassOn(PropertyList properties)
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

        return kept.WrittenCount == 0 ? [] : kept.WrittenSpan.ToArray();
    }
}
