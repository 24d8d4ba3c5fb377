using System.Buffers.Binary;
using System.Diagnostics;
using Pmq.LoadGen.Io;
using Pmq.LoadGen.Ledgers;
using Pmq.Protocol;

namespace Pmq.LoadGen.Clients;

/// <summary>Takes messages, acknowledges them, enters each in its ledger and tells who sent it.</summary>
internal sealed class Subscriber(EventLoop loop, ClientSettings settings, IDeliveryLedger ledger, DeliveryFeed feed)
    : Client(loop, settings)
{
    private const int PublishQoS1 = 0b0010;
    private const int PublishQoSBits = 0b0110;

    private long _batchTime;

    protected override void Published(byte header, ReadOnlySpan<byte> body)
    {
        int offset = sizeof(ushort) + BinaryPrimitives.ReadUInt16BigEndian(body);
        int qos = header & PublishQoSBits;
        if (qos != 0)
        {
            PacketType answer = qos == PublishQoS1 ? PacketType.Puback : PacketType.Pubrec;
            Answer(answer, flags: 0, body.Slice(offset, sizeof(ushort)));
            offset += sizeof(ushort);
        }

        if (Version == ProtocolVersion.Mqtt5)
        {
            offset += RemainingLength.Read(body[offset..], out int propertiesLength);
            offset += propertiesLength;
        }

        ReadOnlySpan<byte> payload = body[offset..];
        if (payload.Length < Stamp.Size)
        {
            feed.Strange++;
            return;
        }

        Stamp.Read(payload, out int publisher, out uint sequence);
        ledger.Enter(publisher, sequence);
        feed.Delivered(publisher);
        if (feed.Latencies is not null && payload.Length >= Stamp.SizeWithTime)
        {
            _batchTime = _batchTime == 0 ? Stopwatch.GetTimestamp() : _batchTime;
            feed.Latencies.Record(Stamp.ReadTime(payload), _batchTime);
        }
    }

    protected override void Acknowledged(PacketType type, ReadOnlySpan<byte> packetId, byte reason)
    {
        if (type == PacketType.Pubrel)
        {
            Answer(PacketType.Pubcomp, flags: 0, packetId);
        }
    }

    protected override void BatchEnded()
    {
        _batchTime = 0;
        Flush();
        feed.BatchEnded();
    }

    private void Answer(PacketType type, int flags, ReadOnlySpan<byte> packetId)
    {
        Span<byte> room = Reserve(AckEncoder.ShortSize);
        room[0] = (byte)(((int)type << 4) | flags);
        room[1] = sizeof(ushort);
        packetId.CopyTo(room[2..]);
    }
}
