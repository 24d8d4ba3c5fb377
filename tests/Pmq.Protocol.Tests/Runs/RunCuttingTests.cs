using System.Buffers;
using System.Text;
using Xunit.Abstractions;

namespace Pmq.Protocol.Tests;

/// <summary>
/// Goal: runs and sequences are a shorter way to the same packets. Method: random streams in which much is alike, whole
/// and damaged, are cut by both ways, also in segments and out of buffers that end with them.
/// </summary>
public sealed class RunCuttingTests(ITestOutputHelper output)
{
    private const int StreamsPerSeed = 600;

    /// <summary>Seeds that run every time. One that ever failed is kept here.</summary>
    public static TheoryData<int> Seeds => [1, 2, 3, 4];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Cutting_by_runs_gives_the_packets_that_cutting_one_by_one_gives(int seed) => Compare(seed);

    [Fact]
    public void Cutting_by_runs_gives_the_same_packets_under_a_fresh_seed()
    {
        int seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        Compare(seed);
    }

    private static void Compare(int seed)
    {
        var random = new Random(seed);
        var mutator = new Mutator(random);
        for (int i = 0; i < StreamsPerSeed; i++)
        {
            ProtocolVersion version = random.Next(2) == 0 ? ProtocolVersion.Mqtt311 : ProtocolVersion.Mqtt5;
            byte[] bytes = Stream(random, version);
            bytes = random.Next(3) == 0 ? mutator.Mutate(bytes) : bytes;
            var limits = new PublishRunLimits(
                random.Next(4) == 0 ? random.Next(2, 6) : int.MaxValue,
                random.Next(4) == 0 ? random.Next(1, 300) : int.MaxValue,
                random.Next(4) == 0 ? random.Next(20, 300) : int.MaxValue);
            string place = $"seed {seed}, stream {i}, {version}: {Convert.ToHexString(bytes)}";

            Exception? thrown = Record.Exception(() => CompareStream(bytes, version, limits, random));
            Assert.True(thrown is null, $"{place}: {thrown}");
        }
    }

    private static void CompareStream(
        byte[] bytes, ProtocolVersion version, PublishRunLimits limits, Random random)
    {
        List<CutPacket> expected = StreamCutter.OneByOne(new(bytes), version, limits.PacketBytesMax);
        ReadOnlySequence<byte>[] inputs =
        [
            new(bytes),
            new([.. bytes, 0x30], 0, bytes.Length),
            Segments.CutAt(bytes, random.Next(bytes.Length + 1)),
            Segments.Of(bytes.Chunk(random.Next(1, 100))),
            Segments.Random(bytes, random),
        ];

        Assert.All(inputs, input => Assert.Equal(expected, StreamCutter.ByRuns(input, version, limits)));
    }

    private static byte[] Stream(Random random, ProtocolVersion version)
    {
        var stream = new ArrayBufferWriter<byte>();
        int packetId = random.Next(4) == 0 ? ushort.MaxValue - random.Next(8) : random.Next(1, 300);
        for (int i = random.Next(2, 8); i > 0; i--)
        {
            packetId = random.Next(3) == 0
                ? WriteAcks(stream, random, version, packetId)
                : WritePublishes(stream, random, version, packetId);
        }

        return stream.WrittenSpan.ToArray();
    }

    private static int WritePublishes(
        ArrayBufferWriter<byte> stream, Random random, ProtocolVersion version, int packetId)
    {
        var topic = Encoding.UTF8.GetBytes(random.Next(3) switch { 0 => "t", 1 => "t/1", _ => "t/12" });
        var qos = (QoS)random.Next(3);
        byte[] properties = version == ProtocolVersion.Mqtt5 && random.Next(2) == 0 ? [0x01, (byte)random.Next(2)] : [];
        bool retain = random.Next(5) == 0;
        for (int i = random.Next(1, 8); i > 0; i--)
        {
            byte[] payload = new byte[random.Next(20) == 0 ? random.Next(100, 400) : random.Next(12)];
            random.NextBytes(payload);
            PublishEncoder.Write(stream, version, new PublishPacket(topic, payload)
            {
                QoS = qos,
                Retain = retain,
                Dup = qos != QoS.AtMostOnce && random.Next(20) == 0,
                Properties = properties,
                PacketId = qos == QoS.AtMostOnce ? (ushort)0 : (ushort)packetId,
            });
            packetId = Next(random, packetId);
        }

        return packetId;
    }

    private static int WriteAcks(
        ArrayBufferWriter<byte> stream, Random random, ProtocolVersion version, int packetId)
    {
        var type = (PacketType)random.Next((int)PacketType.Puback, (int)PacketType.Pubcomp + 1);
        for (int i = random.Next(1, 10); i > 0; i--)
        {
            bool fails = version == ProtocolVersion.Mqtt5 && random.Next(10) == 0
                && type is PacketType.Puback or PacketType.Pubrec;
            AckEncoder.Write(
                stream, version, type, (ushort)packetId, fails ? ReasonCode.UnspecifiedError : ReasonCode.Success);
            packetId = Next(random, packetId);
        }

        return packetId;
    }

    /// <summary>Most often the next, which after the largest is 1.</summary>
    private static int Next(Random random, int packetId) =>
        random.Next(12) == 0 ? random.Next(1, ushort.MaxValue + 1) : (packetId % ushort.MaxValue) + 1;
}
