using System.Buffers;

namespace Pmq.Protocol.Tests;

/// <summary>Reading allocates nothing, whether the packet is good or bad.</summary>
public sealed class AllocationTests
{
    private const int Times = 100;

    // The runtime allocates now and then while it replaces code by faster code; a packet that allocates does each time.
    private const int RoundsMax = 5;

    public static TheoryData<string, ProtocolVersion> Packets => new()
    {
        { "30 ('sensors/room/1' |x|*46)", ProtocolVersion.Mqtt311 },
        { "30 ('sensors/room/1' () |x|*45)", ProtocolVersion.Mqtt5 },
        { "30 ('sensors/room/1' (02 0000003C 03 'text' 26 'k' 'v') |x|*26)", ProtocolVersion.Mqtt5 },
        { "30 ('sensors/room/é' (08 'r/é' 23 0001) |x|*34)", ProtocolVersion.Mqtt5 },
    };

    [Theory]
    [MemberData(nameof(Packets))]
    public void Reading_a_publish_of_64_bytes_allocates_nothing(string notation, ProtocolVersion version)
    {
        byte[] packet = PacketNotation.Parse(notation);
        Assert.Equal(64, packet.Length);

        Assert.Equal(0, Allocated(new ReadOnlySequence<byte>(packet), version, PacketSender.Client, int.MaxValue));
        Assert.Equal(0, Allocated(Segments.CutAt(packet, 9), version, PacketSender.Client, int.MaxValue));
    }

    [Fact]
    public void Reading_any_packet_of_the_table_allocates_nothing() =>
        AssertNothing(AllVectors.Written.Where(vector => vector.IsValid));

    [Fact]
    public void Refusing_a_packet_allocates_nothing() =>
        AssertNothing(AllVectors.Written.Where(vector => !vector.IsValid));

    private static void AssertNothing(IEnumerable<PacketVector> vectors)
    {
        var greedy = new List<string>();
        foreach (PacketVector vector in vectors)
        {
            var input = new ReadOnlySequence<byte>(vector.Bytes);
            if (Allocated(input, vector.Version, vector.Sender, vector.MaximumPacketSize) != 0)
            {
                greedy.Add(vector.Name);
            }
        }

        Assert.Empty(greedy);
    }

    private static long Allocated(
        ReadOnlySequence<byte> input, ProtocolVersion version, PacketSender sender, int maximumPacketSize)
    {
        long least = long.MaxValue;
        for (int round = 0; round < RoundsMax && least > 0; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < Times; i++)
            {
                Read(input, version, sender, maximumPacketSize);
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    private static void Read(
        in ReadOnlySequence<byte> input, ProtocolVersion version, PacketSender sender, int maximumPacketSize)
    {
        var reader = new FrameReader(input, version, sender, maximumPacketSize);
        if (reader.Read(out Frame frame) == FrameStatus.Complete)
        {
            Decode(frame, version, sender);
        }
    }

    private static ProtocolError? Decode(in Frame frame, ProtocolVersion version, PacketSender sender) =>
        frame.Type switch
        {
            PacketType.Connect => ConnectDecoder.Decode(frame, out _),
            PacketType.Connack => ConnackDecoder.Decode(frame, version, out _),
            PacketType.Publish => PublishDecoder.Decode(frame, version, sender, out _),
            PacketType.Subscribe or PacketType.Unsubscribe => SubscribeDecoder.Decode(frame, version, out _),
            PacketType.Suback or PacketType.Unsuback => SubackDecoder.Decode(frame, version, out _),
            PacketType.Pingreq or PacketType.Pingresp => PingDecoder.Decode(frame, version),
            PacketType.Disconnect => DisconnectDecoder.Decode(frame, version, sender, out _),
            PacketType.Auth => AuthDecoder.Decode(frame, sender, out _),
            _ => AckDecoder.Decode(frame, version, sender, out _),
        };
}
