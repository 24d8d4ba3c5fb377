using System.Buffers;
using System.Text;
using Pmq.Broker.Durability;
using Pmq.Management.Exports;
using Pmq.Protocol;

namespace Pmq.Management.Imports;

/// <summary>Makes messages of what lines hold, and checks them as packets are checked.</summary>
internal static class ContentReader
{
    private const int QoSMax = 2;

    /// <summary>The message of a line.</summary>
    /// <exception cref="LineException">It is none.</exception>
    public static StoredMessage Read(MessageContent line)
    {
        byte[] topic = TopicOf(line.Topic);
        byte[] payload = line.Text is null ? line.Payload ?? [] : Encoding.UTF8.GetBytes(line.Text);
        return new StoredMessage(topic, payload)
        {
            QoS = QoSOf(line.Qos),
            Properties = PropertiesOf(line.Properties),
            ExpiresAt = MillisecondsOf(line.Expires),
        };
    }

    public static QoS QoSOf(int qos) =>
        qos is >= 0 and <= QoSMax ? (QoS)qos : throw new LineException($"The QoS is {qos}; allowed is 0, 1 or 2.");

    /// <summary>A time in milliseconds since 1970; 0 for none.</summary>
    public static long MillisecondsOf(DateTime? time) =>
        time is { } known ? Math.Max(1, new DateTimeOffset(known.ToUniversalTime()).ToUnixTimeMilliseconds()) : 0;

    /// <summary>Text as MQTT has it.</summary>
    public static byte[] Bytes(string text, string what)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return bytes.Length <= ushort.MaxValue && !Utf8Text.HasNull(new ByteView(bytes))
            ? bytes
            : throw new LineException($"The {what} is longer than 65535 bytes or holds a null character.");
    }

    private static byte[] TopicOf(string topic)
    {
        byte[] bytes = Bytes(topic, "topic");
        return TopicName.Check(new ByteView(bytes), ProtocolVersion.Mqtt5) is null
            ? bytes
            : throw new LineException($"'{topic}' is no topic.");
    }

    private static ReadOnlyMemory<byte> PropertiesOf(MessageProperties? properties)
    {
        if (properties is null)
        {
            return default;
        }

        var output = new ArrayBufferWriter<byte>();
        var writer = new PropertyWriter(output);
        if (properties.PayloadFormat is { } format)
        {
            writer.Add(PropertyId.PayloadFormatIndicator, format is 0 or 1
                ? (uint)format
                : throw new LineException($"The payload format is {format}; allowed is 0 or 1."));
        }

        Add(writer, PropertyId.ContentType, properties.ContentType);
        Add(writer, PropertyId.ResponseTopic, properties.ResponseTopic);
        if (properties.CorrelationData is { } data)
        {
            writer.Add(PropertyId.CorrelationData, data.Length <= ushort.MaxValue
                ? data
                : throw new LineException("The correlation data are longer than 65535 bytes."));
        }

        foreach (IReadOnlyList<string> pair in properties.User ?? [])
        {
            if (pair.Count != 2)
            {
                throw new LineException("A user property is a name and a value.");
            }

            writer.AddUserProperty(Bytes(pair[0], "user property"), Bytes(pair[1], "user property"));
        }

        return output.WrittenMemory;
    }

    private static void Add(PropertyWriter writer, PropertyId id, string? text)
    {
        if (text is not null)
        {
            writer.Add(id, Bytes(text, "property"));
        }
    }
}
