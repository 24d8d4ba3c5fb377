using System.Buffers;
using System.Text;
using Pmq.Broker.Messages;
using Pmq.Broker.Options;
using Pmq.Broker.Tests.Routing;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Messages;

/// <summary>A message gives back its parts, wherever they lie in the packet.</summary>
public sealed class MessageTests
{
    private static readonly byte[] Topic = Encoding.UTF8.GetBytes("some/topic");
    private static readonly PlainTarget Publisher = new("p");

    public static TheoryData<ProtocolVersion, QoS, int> Layouts()
    {
        var data = new TheoryData<ProtocolVersion, QoS, int>();
        foreach (ProtocolVersion version in (ProtocolVersion[])[ProtocolVersion.Mqtt311, ProtocolVersion.Mqtt5])
        {
            foreach (QoS qos in Enum.GetValues<QoS>())
            {
                // What is behind the fixed header, on both sides of where its length takes a byte more.
                foreach (int body in (int[])[40, 127, 128, 16_383, 16_384, 2_097_151, 2_097_152])
                {
                    data.Add(version, qos, body);
                }
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void A_packet_kept_as_it_came_gives_back_its_parts(ProtocolVersion version, QoS qos, int bodyLength)
    {
        (byte[] packet, byte[] properties, byte[] payload) = Packet(version, qos, bodyLength, retain: true);

        MessageBlock block = Read(packet, version, verbatim: true);

        Assert.Equal(packet, block.Bytes);
        AssertParts(block.First, qos, properties, payload);
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void A_packet_written_anew_gives_back_its_parts(ProtocolVersion version, QoS qos, int bodyLength)
    {
        (byte[] packet, byte[] properties, byte[] payload) = Packet(version, qos, bodyLength, retain: true);

        MessageBlock block = Read(packet, version, verbatim: false);

        Assert.Equal(packet.Length, block.Bytes.Length);
        Assert.Equal(packet[0], block.Bytes[0]);
        AssertParts(block.First, qos, properties, payload);
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Its_size_is_that_of_its_content_and_does_not_depend_on_how_it_came(
        ProtocolVersion version, QoS qos, int bodyLength)
    {
        (byte[] packet, byte[] properties, byte[] payload) = Packet(version, qos, bodyLength, retain: false);

        int kept = Read(packet, version, verbatim: true).First.Size;

        Assert.Equal(kept, Read(packet, version, verbatim: false).First.Size);
        Assert.InRange(kept, Topic.Length + properties.Length + payload.Length, packet.Length + 128);
    }

    [Fact]
    public void A_will_published_is_the_same_message_with_an_expiry_and_a_publisher()
    {
        Message will = Message.Create("t"u8, "gone"u8, QoS.AtLeastOnce, retain: true);

        Message published = will.Published(expiresAt: 77, Publisher);

        Assert.Equal((QoS.AtLeastOnce, true, 77L), (published.QoS, published.Retain, published.ExpiresAt));
        Assert.Same(Publisher, published.Publisher);
        Assert.Equal("t"u8, published.Topic);
        Assert.Equal("gone"u8, published.Payload);
        Assert.True(published.Properties.IsEmpty);
        Assert.False(will.Expires);
    }

    [Fact]
    public void Messages_are_equal_when_they_are_the_same_and_not_when_they_are_alike()
    {
        Message one = Message.Create("t"u8, "x"u8, QoS.AtMostOnce, retain: false);
        Message other = Message.Create("t"u8, "x"u8, QoS.AtMostOnce, retain: false);

        Assert.True(one == one.Block.First);
        Assert.Equal(one.GetHashCode(), one.Block.First.GetHashCode());
        Assert.True(one != other);
        Assert.True(default(Message).IsNone);
        Assert.False(one.IsNone);
    }

    private static void AssertParts(Message message, QoS qos, byte[] properties, byte[] payload)
    {
        Assert.Equal((qos, true), (message.QoS, message.Retain));
        Assert.Equal(Topic, message.Topic);
        Assert.Equal((byte[])[0, (byte)Topic.Length, .. Topic], message.TopicField);
        Assert.Equal(properties, message.Properties);
        Assert.True(message.Payload.SequenceEqual(payload));
        Assert.Same(Publisher, message.Publisher);
        Assert.False(message.Expires);
    }

    private static (byte[] Packet, byte[] Properties, byte[] Payload) Packet(
        ProtocolVersion version, QoS qos, int bodyLength, bool retain)
    {
        byte[] properties = version == ProtocolVersion.Mqtt5 ? Props.OfUser("name", "value") : [];
        int head = 2 + Topic.Length + (qos == QoS.AtMostOnce ? 0 : 2)
            + (version == ProtocolVersion.Mqtt5 ? 1 + properties.Length : 0);
        byte[] payload = new byte[bodyLength - head];
        new Random(bodyLength).NextBytes(payload);
        var output = new ArrayBufferWriter<byte>();
        PublishEncoder.Write(output, version, new PublishPacket(Topic, payload)
        {
            QoS = qos,
            Retain = retain,
            Properties = properties,
            PacketId = qos == QoS.AtMostOnce ? (ushort)0 : (ushort)513,
        });
        return (output.WrittenSpan.ToArray(), properties, payload);
    }

    private static MessageBlock Read(byte[] packet, ProtocolVersion version, bool verbatim)
    {
        var messages = new MessageReader(new MessageOptions(), new ManualClock());
        var frames = new FrameReader(new(packet), version, PacketSender.Client);
        Assert.Equal(FrameStatus.Complete, frames.Read(out Frame frame));
        Assert.Null(PublishDecoder.Decode(frame, version, PacketSender.Client, out PublishView publish));
        bool isMqtt5 = version == ProtocolVersion.Mqtt5;
        return verbatim
            ? messages.Read(packet, 1, publish, isMqtt5, Publisher)
            : messages.Read(publish, aliasedTopic: default, isMqtt5, Publisher);
    }
}
