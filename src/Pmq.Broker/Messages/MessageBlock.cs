using System.Buffers.Binary;
using Pmq.Protocol;

namespace Pmq.Broker.Messages;

/// <summary>
/// The array of a message: the whole packet as a 3.1.1 subscriber gets it at QoS 0. So the commonest delivery is one copy,
/// and every other takes topic and payload from where they lie.
/// </summary>
internal static class MessageBlock
{
    /// <summary>A block with its fixed header and room for topic and payload.</summary>
    public static byte[] New(int topicLength, int payloadLength)
    {
        int bodySize = sizeof(ushort) + topicLength + payloadLength;
        int headerSize = 1 + VariableInteger.SizeOf((uint)bodySize);
        byte[] block = GC.AllocateUninitializedArray<byte>(headerSize + bodySize);
        block[0] = PublishEncoder.Header(QoS.AtMostOnce, dup: false, retain: false);
        VariableInteger.Write(block.AsSpan(1), (uint)bodySize);
        BinaryPrimitives.WriteUInt16BigEndian(block.AsSpan(headerSize), (ushort)topicLength);
        return block;
    }

    /// <summary>Where the topic's length stands, just after the fixed header.</summary>
    public static int TopicFieldAt(byte[] block)
    {
        int last = 1;
        while (block[last] > 0x7F)
        {
            last++;
        }

        return last + 1;
    }

    /// <summary>Where the topic goes.</summary>
    public static Span<byte> Topic(byte[] block, int topicLength) =>
        block.AsSpan(TopicFieldAt(block) + sizeof(ushort), topicLength);
}
