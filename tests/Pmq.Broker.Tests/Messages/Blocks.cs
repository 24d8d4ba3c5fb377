using System.Buffers;
using System.Globalization;
using System.Text;
using Pmq.Broker.Messages;
using Pmq.Protocol;

namespace Pmq.Broker.Tests.Messages;

/// <summary>Blocks for tests of what handles them.</summary>
internal static class Blocks
{
    /// <summary>A block of messages to one topic; they say these texts.</summary>
    public static MessageBlock Of(QoS qos, params string[] texts)
    {
        var output = new ArrayBufferWriter<byte>();
        for (int i = 0; i < texts.Length; i++)
        {
            byte[] payload = Encoding.UTF8.GetBytes(texts[i]);
            PublishEncoder.Write(output, ProtocolVersion.Mqtt311, new PublishPacket("t"u8, payload)
            {
                QoS = qos, PacketId = qos == QoS.AtMostOnce ? (ushort)0 : (ushort)(i + 1),
            });
        }

        var traits = new MessageTraits(
            TopicLength: 1, qos, Retain: false, IsMqtt5: false, Message.NeverExpires, Publisher: null);
        return new MessageBlock(output.WrittenSpan.ToArray(), texts.Length, traits);
    }

    /// <summary>A block of so many messages that say their numbers.</summary>
    public static MessageBlock Numbered(int count) => Of(
        QoS.AtMostOnce,
        [.. Enumerable.Range(0, count).Select(number => number.ToString(CultureInfo.InvariantCulture))]);

    public static string TextOf(Message message) => Encoding.UTF8.GetString(message.Payload);

    public static List<string> TextsOf(MessageBlock block)
    {
        var texts = new List<string>();
        foreach (Message message in block)
        {
            texts.Add(TextOf(message));
        }

        return texts;
    }
}
