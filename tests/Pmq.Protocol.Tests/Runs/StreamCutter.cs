using System.Buffers;

namespace Pmq.Protocol.Tests;

/// <summary>Cuts a stream of a client into packets, one by one or by runs and sequences.</summary>
internal static class StreamCutter
{
    /// <summary>Every packet by the frame reader and the decoder.</summary>
    public static List<CutPacket> OneByOne(ReadOnlySequence<byte> input, ProtocolVersion version, int packetBytesMax) =>
        Cut(input, version, limits: new PublishRunLimits(1, int.MaxValue, packetBytesMax));

    /// <summary>The first of each run by the decoder, and the others by what is said of runs.</summary>
    public static List<CutPacket> ByRuns(
        ReadOnlySequence<byte> input, ProtocolVersion version, PublishRunLimits limits) => Cut(input, version, limits);

    private static List<CutPacket> Cut(
        ReadOnlySequence<byte> input, ProtocolVersion version, PublishRunLimits limits)
    {
        var packets = new List<CutPacket>();
        var reader = new FrameReader(input, version, PacketSender.Client, limits.PacketBytesMax);
        while (reader.Read(out Frame frame) == FrameStatus.Complete)
        {
            bool isGood = frame.Type == PacketType.Publish
                ? TakePublishes(frame, ref reader, version, limits, packets)
                : TakeAcks(frame, ref reader, version, limits.CountMax, packets);
            if (!isGood)
            {
                break;
            }
        }

        return packets;
    }

    private static bool TakePublishes(
        in Frame frame,
        ref FrameReader reader,
        ProtocolVersion version,
        in PublishRunLimits limits,
        List<CutPacket> packets)
    {
        if (PublishDecoder.Decode(frame, version, PacketSender.Client, out PublishView first) is not null)
        {
            return false;
        }

        string topic = Convert.ToHexString(first.Topic.ToArray());
        string properties = Convert.ToHexString(first.Properties.Bytes.ToArray());
        packets.Add(new CutPacket(
            frame.Header, topic, first.PacketId, properties, Convert.ToHexString(first.Payload.ToArray())));
        ReadOnlySpan<byte> bytes = reader.From(frame);
        if (bytes.IsEmpty || limits.CountMax == 1)
        {
            return true;
        }

        PublishRun run = PublishRun.Read(bytes, frame.Length, first, limits);
        int payloadAt = frame.Body.Length - first.Payload.Length;
        ReadOnlySpan<byte> rest = bytes[frame.Length..run.Length];
        for (int i = 1; i < run.Count; i++)
        {
            int size = SizeOf(rest, out int headerSize);
            packets.Add(new CutPacket(
                frame.Header,
                topic,
                first.QoS == QoS.AtMostOnce ? 0 : first.PacketId + i,
                properties,
                Convert.ToHexString(rest[(headerSize + payloadAt)..size])));
            rest = rest[size..];
        }

        Assert.True(rest.IsEmpty);
        reader.Skip(run.Length - frame.Length);
        return true;
    }

    private static bool TakeAcks(
        in Frame frame, ref FrameReader reader, ProtocolVersion version, int countMax, List<CutPacket> packets)
    {
        if (frame.Type is not (PacketType.Puback or PacketType.Pubrec or PacketType.Pubrel or PacketType.Pubcomp)
            || AckDecoder.Decode(frame, version, PacketSender.Client, out AckView ack) is not null)
        {
            return false;
        }

        string properties = Convert.ToHexString(ack.Properties.Bytes.ToArray());
        int count = AckSequence.Count(reader.From(frame), countMax);
        for (int i = 0; i < count; i++)
        {
            packets.Add(new CutPacket(frame.Header, "", ack.PacketId + i, properties, ack.Reason.ToString()));
        }

        reader.Skip((count - 1) * frame.Length);
        return true;
    }

    private static int SizeOf(ReadOnlySpan<byte> packet, out int headerSize)
    {
        int remaining = 0;
        headerSize = 1;
        do
        {
            remaining |= (packet[headerSize] & 0x7F) << (7 * (headerSize - 1));
        }
        while (packet[headerSize++] > 0x7F);

        return headerSize + remaining;
    }
}
