using System.Buffers.Binary;
using Pmq.Protocol;

namespace Pmq.Benchmarks.Engine;

/// <summary>What a client of 3.1.1 answers to packets of the broker, gathered for one go.</summary>
/// <remarks>Owner: the benchmark's thread.</remarks>
internal sealed class Answers
{
    private const int QoSBits = 0b0110;
    private const int QoS1Bits = 0b0010;
    private const int RequiredFlagsOfPubrel = 0b0010;

    private byte[] _bytes = new byte[4096];
    private int _length;

    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, _length);

    /// <summary>Forgets the answers so far and makes those to these packets; returns how many were messages.</summary>
    public int Make(ReadOnlySpan<byte> packets)
    {
        _length = 0;
        int messages = 0;
        while (!packets.IsEmpty)
        {
            byte header = packets[0];
            int bodyAt = 1 + ReadLength(packets[1..], out int length);
            ReadOnlySpan<byte> body = packets.Slice(bodyAt, length);
            messages += header >> 4 == (int)PacketType.Publish ? 1 : 0;
            Answer(header, body);
            packets = packets[(bodyAt + length)..];
        }

        return messages;
    }

    private void Answer(byte header, ReadOnlySpan<byte> body)
    {
        switch ((PacketType)(header >> 4))
        {
            case PacketType.Publish when (header & QoSBits) != 0:
                int topicEnd = sizeof(ushort) + BinaryPrimitives.ReadUInt16BigEndian(body);
                PacketType type = (header & QoSBits) == QoS1Bits ? PacketType.Puback : PacketType.Pubrec;
                Write(type, flags: 0, body.Slice(topicEnd, sizeof(ushort)));
                break;
            case PacketType.Pubrec:
                Write(PacketType.Pubrel, RequiredFlagsOfPubrel, body[..sizeof(ushort)]);
                break;
            case PacketType.Pubrel:
                Write(PacketType.Pubcomp, flags: 0, body[..sizeof(ushort)]);
                break;
        }
    }

    private void Write(PacketType type, int flags, ReadOnlySpan<byte> packetId)
    {
        if (_bytes.Length - _length < AckEncoder.ShortSize)
        {
            Array.Resize(ref _bytes, _bytes.Length * 2);
        }

        Span<byte> room = _bytes.AsSpan(_length);
        room[0] = (byte)(((int)type << 4) | flags);
        room[1] = sizeof(ushort);
        packetId.CopyTo(room[2..]);
        _length += AckEncoder.ShortSize;
    }

    private static int ReadLength(ReadOnlySpan<byte> bytes, out int length)
    {
        length = 0;
        int size = 0;
        do
        {
            length |= (bytes[size] & 0x7F) << (7 * size);
        }
        while ((bytes[size++] & 0x80) != 0);

        return size;
    }
}
