using System.Buffers.Binary;

namespace Pmq.Protocol;

/// <summary>
/// PUBLISH packets that follow each other in a receive buffer and are alike: the same first byte, topic and properties,
/// and above QoS 0 packet identifiers in sequence. What is right about the first is then right about all, so that a
/// batch of a thousand is checked once. Only payloads, identifiers and lengths differ.
/// </summary>
public readonly struct PublishRun
{
    private PublishRun(int count, int length)
    {
        Count = count;
        Length = length;
    }

    /// <summary>How many packets there are, the first included.</summary>
    public int Count { get; }

    /// <summary>The bytes of all of them.</summary>
    public int Length { get; }

    /// <summary>Finds how many packets are alike.</summary>
    /// <param name="bytes">The first packet, which was decoded without a fault, and what was received after it.</param>
    /// <param name="firstLength">The length of the first packet.</param>
    /// <param name="first">What was decoded of it.</param>
    /// <param name="limits">Where to stop.</param>
    public static PublishRun Read(
        ReadOnlySpan<byte> bytes,
        int firstLength,
        in PublishView first,
        in PublishRunLimits limits)
    {
        int headerSize = HeaderSize(bytes);
        int topicSize = sizeof(ushort) + first.Topic.Length;
        int identifierSize = first.QoS == QoS.AtMostOnce ? 0 : sizeof(ushort);
        int propertiesSize = firstLength - headerSize - topicSize - identifierSize - first.Payload.Length;
        var pattern = new Pattern(bytes[headerSize..], topicSize, identifierSize, propertiesSize);
        int count = 1;
        int length = firstLength;
        int packetId = first.PacketId;
        while (count < limits.CountMax && length < limits.BytesMax)
        {
            ReadOnlySpan<byte> next = bytes[length..];
            int size = SizeOfNext(next, bytes[0], limits.PacketBytesMax, out int nextHeaderSize);
            if (size == 0 || size > limits.BytesMax - length || !pattern.Fits(next[nextHeaderSize..size], ++packetId))
            {
                break;
            }

            count++;
            length += size;
        }

        return new PublishRun(count, length);
    }

    /// <summary>The size of the next whole packet with this first byte, in its shortest form; 0 when it is none.</summary>
    private static int SizeOfNext(ReadOnlySpan<byte> bytes, byte header, int packetBytesMax, out int headerSize)
    {
        headerSize = 0;
        if (bytes.Length < 2 || bytes[0] != header)
        {
            return 0;
        }

        FrameStatus status = FixedHeader.ReadLength(bytes, out int remaining, out headerSize, out _);
        int size = headerSize + remaining;
        return status == FrameStatus.Complete && size <= packetBytesMax && size <= bytes.Length ? size : 0;
    }

    private static int HeaderSize(ReadOnlySpan<byte> packet)
    {
        int size = 1;
        while (packet[size++] > 0x7F)
        {
        }

        return size;
    }

    /// <summary>What the bodies of alike packets begin with.</summary>
    private readonly ref struct Pattern(
        ReadOnlySpan<byte> body, int topicSize, int identifierSize, int propertiesSize)
    {
        private readonly ReadOnlySpan<byte> _topic = body[..topicSize];
        private readonly ReadOnlySpan<byte> _properties = body.Slice(topicSize + identifierSize, propertiesSize);
        private readonly int _propertiesAt = topicSize + identifierSize;

        public bool Fits(ReadOnlySpan<byte> body, int packetId)
        {
            if (body.Length < _propertiesAt + _properties.Length
                || !body[.._topic.Length].SequenceEqual(_topic)
                || !body.Slice(_propertiesAt, _properties.Length).SequenceEqual(_properties))
            {
                return false;
            }

            return _propertiesAt == _topic.Length
                || BinaryPrimitives.ReadUInt16BigEndian(body[_topic.Length..]) == packetId;
        }
    }
}
