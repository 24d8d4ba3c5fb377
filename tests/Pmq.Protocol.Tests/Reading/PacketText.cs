using System.Globalization;
using System.Text;

namespace Pmq.Protocol.Tests;

/// <summary>Says what a packet means, in one line that a table can hold.</summary>
internal static class PacketText
{
    /// <summary>What is wrong with the packet, or null and its meaning.</summary>
    public static ProtocolError? Describe(
        in Frame frame, ProtocolVersion version, PacketSender sender, out string meaning)
    {
        var text = new StringBuilder(frame.Type.ToString().ToUpperInvariant());
        ProtocolError? error = frame.Type switch
        {
            PacketType.Connect => Connect(frame, text),
            PacketType.Connack => Connack(frame, version, text),
            PacketType.Publish => Publish(frame, version, sender, text),
            PacketType.Puback or PacketType.Pubrec or PacketType.Pubrel or PacketType.Pubcomp =>
                Ack(frame, version, sender, text),
            PacketType.Subscribe or PacketType.Unsubscribe => Subscribe(frame, version, text),
            PacketType.Suback or PacketType.Unsuback => Suback(frame, version, text),
            PacketType.Pingreq or PacketType.Pingresp => PingDecoder.Decode(frame, version),
            PacketType.Disconnect => Disconnect(frame, version, sender, text),
            _ => Auth(frame, sender, text),
        };
        meaning = text.ToString();
        return error;
    }

    /// <summary>Bytes as text; what is not printable ASCII as <c>\xHH</c>.</summary>
    public static string Quote(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder("'");
        foreach (byte value in bytes)
        {
            if (value is >= 0x20 and <= 0x7E and not (byte)'\\' and not (byte)'\'')
            {
                text.Append((char)value);
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"\\x{value:X2}");
            }
        }

        return text.Append('\'').ToString();
    }

    public static string Quote(ByteView bytes) => Quote(bytes.ToArray());

    /// <summary>A property with its value.</summary>
    public static string Property(PropertyId id, uint number, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> second) =>
        PropertyRules.Of((byte)id).Type switch
        {
            PropertyType.Utf8StringPair => $"{id}={Quote(bytes)}:{Quote(second)}",
            PropertyType.Utf8String or PropertyType.BinaryData => $"{id}={Quote(bytes)}",
            _ => string.Create(CultureInfo.InvariantCulture, $"{id}={number}"),
        };

    private static string Properties(PropertyList properties)
    {
        var all = new List<string>();
        foreach (PropertyView property in properties)
        {
            all.Add(Property(property.Id, property.Number, property.Bytes.ToArray(), property.Second.ToArray()));
        }

        return Properties(all);
    }

    public static string Properties(IReadOnlyCollection<string> all) =>
        all.Count == 0 ? "" : $" {{{string.Join(", ", all)}}}";

    private static ProtocolError? Connect(in Frame frame, StringBuilder text)
    {
        if (ConnectDecoder.Decode(frame, out ConnectView connect) is { } error)
        {
            return error;
        }

        text.Append(CultureInfo.InvariantCulture, $" v{(int)connect.Version}{(connect.CleanStart ? " clean" : "")}");
        text.Append(CultureInfo.InvariantCulture, $" ka={connect.KeepAlive} id={Quote(connect.ClientId)}");
        text.Append(Properties(connect.Properties));
        if (connect.HasWill)
        {
            WillView will = connect.Will;
            string retain = will.Retain ? " retain" : "";
            text.Append(CultureInfo.InvariantCulture, $" will(q{(int)will.QoS}{retain} {Quote(will.Topic)}");
            text.Append(CultureInfo.InvariantCulture, $"={Quote(will.Payload)}{Properties(will.Properties)})");
        }

        text.Append(connect.HasUserName ? $" user={Quote(connect.UserName)}" : "");
        text.Append(connect.HasPassword ? $" password={Quote(connect.Password)}" : "");
        return null;
    }

    private static ProtocolError? Connack(in Frame frame, ProtocolVersion version, StringBuilder text)
    {
        if (ConnackDecoder.Decode(frame, version, out ConnackView connack) is { } error)
        {
            return error;
        }

        text.Append(' ').Append(version == ProtocolVersion.Mqtt5 ? connack.Reason : connack.ReturnCode);
        text.Append(connack.SessionPresent ? " present" : "").Append(Properties(connack.Properties));
        return null;
    }

    private static ProtocolError? Publish(
        in Frame frame, ProtocolVersion version, PacketSender sender, StringBuilder text)
    {
        if (PublishDecoder.Decode(frame, version, sender, out PublishView publish) is { } error)
        {
            return error;
        }

        text.Append(CultureInfo.InvariantCulture, $" q{(int)publish.QoS}");
        text.Append(publish.Dup ? " dup" : "").Append(publish.Retain ? " retain" : "");
        text.Append(CultureInfo.InvariantCulture, $"{(publish.QoS > 0 ? $" #{publish.PacketId}" : "")}");
        text.Append(CultureInfo.InvariantCulture, $" {Quote(publish.Topic)}={Quote(publish.Payload)}");
        text.Append(Properties(publish.Properties));
        return null;
    }

    private static ProtocolError? Ack(in Frame frame, ProtocolVersion version, PacketSender sender, StringBuilder text)
    {
        if (AckDecoder.Decode(frame, version, sender, out AckView ack) is { } error)
        {
            return error;
        }

        text.Append(CultureInfo.InvariantCulture, $" #{ack.PacketId} {ack.Reason}{Properties(ack.Properties)}");
        return null;
    }

    private static ProtocolError? Subscribe(in Frame frame, ProtocolVersion version, StringBuilder text)
    {
        if (SubscribeDecoder.Decode(frame, version, out SubscribeView subscribe) is { } error)
        {
            return error;
        }

        text.Append(CultureInfo.InvariantCulture, $" #{subscribe.PacketId}");
        int count = 0;
        foreach (SubscriptionView subscription in subscribe)
        {
            count++;
            text.Append(CultureInfo.InvariantCulture, $" {Quote(subscription.Filter)}");
            text.Append(frame.Type == PacketType.Subscribe ? Options(subscription.Options) : "");
        }

        Assert.Equal(subscribe.Count, count);
        text.Append(Properties(subscribe.Properties));
        return null;
    }

    public static string Options(SubscriptionOptions options)
    {
        string noLocal = options.NoLocal ? " nl" : "";
        string asPublished = options.RetainAsPublished ? " rap" : "";
        string handling = options.RetainHandling == RetainHandling.Always ? "" : $" rh{(int)options.RetainHandling}";
        return $"(q{(int)options.QoS}{noLocal}{asPublished}{handling})";
    }

    private static ProtocolError? Suback(in Frame frame, ProtocolVersion version, StringBuilder text)
    {
        if (SubackDecoder.Decode(frame, version, out SubackView suback) is { } error)
        {
            return error;
        }

        text.Append(CultureInfo.InvariantCulture, $" #{suback.PacketId}");
        foreach (byte code in suback.Codes.ToArray())
        {
            text.Append(CultureInfo.InvariantCulture, $" {code:X2}");
        }

        text.Append(Properties(suback.Properties));
        return null;
    }

    private static ProtocolError? Disconnect(
        in Frame frame, ProtocolVersion version, PacketSender sender, StringBuilder text)
    {
        ProtocolError? error = DisconnectDecoder.Decode(frame, version, sender, out DisconnectView disconnect);
        text.Append(' ').Append(disconnect.Reason).Append(Properties(disconnect.Properties));
        return error;
    }

    private static ProtocolError? Auth(in Frame frame, PacketSender sender, StringBuilder text)
    {
        ProtocolError? error = AuthDecoder.Decode(frame, sender, out AuthView auth);
        text.Append(' ').Append(auth.Reason).Append(Properties(auth.Properties));
        return error;
    }
}
