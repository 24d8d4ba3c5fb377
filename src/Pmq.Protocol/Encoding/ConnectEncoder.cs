using System.Buffers;

namespace Pmq.Protocol;

/// <summary>Writes CONNECT.</summary>
public static class ConnectEncoder
{
    private static ReadOnlySpan<byte> NameBefore311 => "MQIsdp"u8;

    private static ReadOnlySpan<byte> Name => "MQTT"u8;

    /// <summary>Writes the packet and returns its size.</summary>
    public static int Write(IBufferWriter<byte> output, in ConnectPacket packet)
    {
        ReadOnlySpan<byte> name = packet.Version == ProtocolVersion.Mqtt31 ? NameBefore311 : Name;
        int bodySize = BodySize(packet, name);
        int size = PacketSize.Whole(bodySize);
        var writer = new SpanWriter(output.GetSpan(size));
        writer.Byte((byte)PacketType.Connect << 4);
        writer.VariableInt(bodySize);
        writer.Binary(name);
        writer.Byte((byte)packet.Version);
        writer.Byte(packet.Flags);
        writer.UInt16(packet.KeepAlive);
        writer.Properties(packet.Version, packet.Properties);
        WritePayload(ref writer, packet);
        output.Advance(size);
        return size;
    }

    private static void WritePayload(ref SpanWriter writer, in ConnectPacket packet)
    {
        writer.Binary(packet.ClientId);
        if (packet.HasWill)
        {
            writer.Properties(packet.Version, packet.Will.Properties);
            writer.Binary(packet.Will.Topic);
            writer.Binary(packet.Will.Payload);
        }

        if (packet.HasUserName)
        {
            writer.Binary(packet.UserName);
        }

        if (packet.HasPassword)
        {
            writer.Binary(packet.Password);
        }
    }

    private static int BodySize(in ConnectPacket packet, ReadOnlySpan<byte> name)
    {
        const int levelFlagsAndKeepAlive = 4;
        int size = PacketSize.Binary(name) + levelFlagsAndKeepAlive
            + PacketSize.Properties(packet.Version, packet.Properties) + PacketSize.Binary(packet.ClientId);
        if (packet.HasWill)
        {
            size += PacketSize.Properties(packet.Version, packet.Will.Properties)
                + PacketSize.Binary(packet.Will.Topic) + PacketSize.Binary(packet.Will.Payload);
        }

        size += packet.HasUserName ? PacketSize.Binary(packet.UserName) : 0;
        return size + (packet.HasPassword ? PacketSize.Binary(packet.Password) : 0);
    }
}
