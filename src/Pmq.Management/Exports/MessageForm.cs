using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Pmq.Broker.Durability;
using Pmq.Protocol;

namespace Pmq.Management.Exports;

/// <summary>Turns what messages consist of into what lines of JSON hold.</summary>
internal static class MessageForm
{
    /// <summary>The payload as text; null when it is none, or would not be readable.</summary>
    public static string? TextOf(ReadOnlyMemory<byte> payload) =>
        Utf8.IsValid(payload.Span) && !payload.Span.ContainsAny(ControlCharacters)
            ? Encoding.UTF8.GetString(payload.Span)
            : null;

    /// <summary>The payload in bytes, where it is no text.</summary>
    public static byte[]? BytesOf(ReadOnlyMemory<byte> payload, string? text) =>
        text is null ? payload.ToArray() : null;

    /// <summary>A time of the wall clock; null for never.</summary>
    public static DateTime? TimeOf(long milliseconds) =>
        milliseconds == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime;

    /// <summary>Text of MQTT.</summary>
    public static string StringOf(ReadOnlyMemory<byte> text) => Encoding.UTF8.GetString(text.Span);

    /// <summary>The properties; null when there are none.</summary>
    public static MessageProperties? PropertiesOf(StoredMessage message)
    {
        if (message.Properties.IsEmpty)
        {
            return null;
        }

        var properties = new MessageProperties();
        List<IReadOnlyList<string>> user = [];
        var list = new PropertyEnumerator(new ByteView(message.Properties.Span));
        while (list.MoveNext())
        {
            PropertyView property = list.Current;
            if (property.Id == PropertyId.UserProperty)
            {
                user.Add([StringOf(property.Bytes.ToArray()), StringOf(property.Second.ToArray())]);
            }
            else
            {
                properties = With(properties, property);
            }
        }

        return properties with { User = user.Count == 0 ? null : user };
    }

    private static readonly SearchValues<byte> ControlCharacters =
        SearchValues.Create([.. Enumerable.Range(0, 32).Select(code => (byte)code), 127]);

    private static MessageProperties With(MessageProperties properties, in PropertyView property) => property.Id switch
    {
        PropertyId.PayloadFormatIndicator => properties with { PayloadFormat = (int)property.Number },
        PropertyId.ContentType => properties with { ContentType = StringOf(property.Bytes.ToArray()) },
        PropertyId.ResponseTopic => properties with { ResponseTopic = StringOf(property.Bytes.ToArray()) },
        PropertyId.CorrelationData => properties with { CorrelationData = property.Bytes.ToArray() },
        _ => properties,
    };
}
