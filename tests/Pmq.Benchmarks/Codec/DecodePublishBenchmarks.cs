using System.Buffers;
using BenchmarkDotNet.Attributes;
using Pmq.Protocol;

namespace Pmq.Benchmarks.Codec;

/// <summary>A QoS 0 PUBLISH of 64 bytes, from the received bytes to its view.</summary>
[MemoryDiagnoser]
public class DecodePublishBenchmarks
{
    private static readonly ReadOnlySequence<byte> Mqtt311Packet = new(SamplePackets.Publish(ProtocolVersion.Mqtt311));
    private static readonly ReadOnlySequence<byte> Mqtt5Packet = new(SamplePackets.Publish(ProtocolVersion.Mqtt5));

    private static readonly ReadOnlySequence<byte> PropertiesPacket =
        new(SamplePackets.Publish(ProtocolVersion.Mqtt5, SamplePackets.MessageProperties()));

    private static readonly ReadOnlySequence<byte> SplitPacket =
        TwoSegments.Cut(SamplePackets.Publish(ProtocolVersion.Mqtt311), at: 16);

    [Benchmark]
    public int Mqtt311() => Decode(Mqtt311Packet, ProtocolVersion.Mqtt311);

    [Benchmark]
    public int Mqtt5() => Decode(Mqtt5Packet, ProtocolVersion.Mqtt5);

    [Benchmark]
    public int Mqtt5WithProperties() => Decode(PropertiesPacket, ProtocolVersion.Mqtt5);

    /// <summary>The topic is cut in two by the end of a segment.</summary>
    [Benchmark]
    public int Mqtt311OverTwoSegments() => Decode(SplitPacket, ProtocolVersion.Mqtt311);

    private static int Decode(in ReadOnlySequence<byte> input, ProtocolVersion version)
    {
        var reader = new FrameReader(input, version, PacketSender.Client);
        if (reader.Read(out Frame frame) != FrameStatus.Complete
            || PublishDecoder.Decode(frame, version, PacketSender.Client, out PublishView publish) is not null)
        {
            throw new InvalidOperationException("The sample is no PUBLISH.");
        }

        return publish.Topic.Length + publish.Payload.Length;
    }
}
