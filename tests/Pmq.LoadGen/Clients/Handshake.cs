using System.Buffers;
using System.Text;
using Pmq.Protocol;

namespace Pmq.LoadGen.Clients;

/// <summary>
/// The packets that come before the load. They may cost what they like, so the codec writes and reads them.
/// </summary>
internal static class Handshake
{
    public static ReadOnlyMemory<byte> Connect(ClientSettings settings)
    {
        var properties = new ArrayBufferWriter<byte>();
        if (settings.Version == ProtocolVersion.Mqtt5 && settings.SessionExpiry > 0)
        {
            new PropertyWriter(properties).Add(PropertyId.SessionExpiryInterval, settings.SessionExpiry);
        }

        var output = new ArrayBufferWriter<byte>();
        ConnectEncoder.Write(output, new ConnectPacket(settings.Version, Encoding.UTF8.GetBytes(settings.ClientId))
        {
            CleanStart = settings.CleanStart,
            Properties = properties.WrittenSpan,
        });
        return output.WrittenMemory;
    }

    public static ReadOnlyMemory<byte> Subscribe(
        ProtocolVersion version, ushort packetId, IEnumerable<string> filters, QoS qos)
    {
        var output = new ArrayBufferWriter<byte>();
        var options = new SubscriptionOptions(qos);
        SubscriptionRequest[] requests =
            [.. filters.Select(filter => new SubscriptionRequest(Encoding.UTF8.GetBytes(filter), options))];
        SubscribeEncoder.WriteSubscribe(output, version, packetId, requests);
        return output.WrittenMemory;
    }

    /// <summary>What a CONNACK says: an error, and how many unacknowledged messages the broker takes.</summary>
    public static string? ReadConnack(ReadOnlySpan<byte> packet, ProtocolVersion version, out int receiveMaximum)
    {
        receiveMaximum = ushort.MaxValue;
        var input = new ReadOnlySequence<byte>(packet.ToArray());
        var reader = new FrameReader(input, version, PacketSender.Server);
        if (reader.Read(out Frame frame) != FrameStatus.Complete)
        {
            return reader.Error?.ToString();
        }

        if (ConnackDecoder.Decode(frame, version, out ConnackView connack) is { } error)
        {
            return error.ToString();
        }

        if (connack.Properties.TryGetNumber(PropertyId.ReceiveMaximum, out uint announced))
        {
            receiveMaximum = (int)announced;
        }

        int code = (byte)connack.Reason | (byte)connack.ReturnCode;
        return code == 0 ? null : $"CONNACK 0x{code:X2}";
    }

    /// <summary>The first refusal in a SUBACK.</summary>
    public static string? ReadSuback(ReadOnlySpan<byte> body, ProtocolVersion version)
    {
        ReadOnlySpan<byte> codes = body[2..];
        if (version == ProtocolVersion.Mqtt5)
        {
            int size = RemainingLength.Read(codes, out int length);
            codes = codes[(size + length)..];
        }

        int refused = codes.IndexOfAnyExceptInRange((byte)0, (byte)2);
        return refused < 0 ? null : $"SUBACK 0x{codes[refused]:X2}";
    }
}
