using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Pmq.Protocol;

namespace Pmq.LoadGen.Clients;

/// <summary>A PUBLISH written once; each message is a copy with packet identifier and stamp patched in.</summary>
internal sealed class PublishTemplate
{
    private readonly byte[] _packet;
    private readonly int _packetIdOffset;
    private readonly int _payloadOffset;

    public PublishTemplate(ProtocolVersion version, string topic, QoS qos, int payloadSize, bool retain = false)
    {
        var output = new ArrayBufferWriter<byte>();
        PublishEncoder.Write(output, version, new PublishPacket(Encoding.UTF8.GetBytes(topic), new byte[payloadSize])
        {
            QoS = qos,
            Retain = retain,
            PacketId = qos == QoS.AtMostOnce ? (ushort)0 : (ushort)1,
        });
        _packet = output.WrittenSpan.ToArray();
        _payloadOffset = _packet.Length - payloadSize;
        int propertiesSize = version == ProtocolVersion.Mqtt5 ? 1 : 0;
        _packetIdOffset = qos == QoS.AtMostOnce ? 0 : _payloadOffset - propertiesSize - sizeof(ushort);
        HasStamp = payloadSize >= Stamp.Size;
        HasTime = payloadSize >= Stamp.SizeWithTime;
    }

    /// <summary>How many deliveries one message causes.</summary>
    public int Deliveries { get; init; } = 1;

    /// <summary>The size of the packet.</summary>
    public int Length => _packet.Length;

    private bool HasStamp { get; }

    private bool HasTime { get; }

    public void WriteTo(Span<byte> room, int publisher, uint sequence, ushort packetId, long now)
    {
        _packet.CopyTo(room);
        if (_packetIdOffset > 0)
        {
            BinaryPrimitives.WriteUInt16BigEndian(room[_packetIdOffset..], packetId);
        }

        if (HasStamp)
        {
            Stamp.Write(room[_payloadOffset..], publisher, sequence);
        }

        if (HasTime)
        {
            Stamp.WriteTime(room[_payloadOffset..], now);
        }
    }
}
