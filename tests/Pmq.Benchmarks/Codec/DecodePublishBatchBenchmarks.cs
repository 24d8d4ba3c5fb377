using System.Buffers;
using BenchmarkDotNet.Attributes;
using Pmq.Protocol;

namespace Pmq.Benchmarks.Codec;

/// <summary>
/// What one read of a busy socket brings: a hundred PUBLISH packets in one buffer. Figures are for one.
/// </summary>
[MemoryDiagnoser]
public class DecodePublishBatchBenchmarks
{
    private const int Count = 100;

    private ReadOnlySequence<byte> _input;

    [Params(ProtocolVersion.Mqtt311, ProtocolVersion.Mqtt5)]
    public ProtocolVersion Version { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        byte[] packet = SamplePackets.Publish(Version);
        byte[] batch = new byte[Count * packet.Length];
        for (int i = 0; i < Count; i++)
        {
            packet.CopyTo(batch, i * packet.Length);
        }

        _input = new ReadOnlySequence<byte>(batch);
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public int Decode()
    {
        int bytes = 0;
        var reader = new FrameReader(_input, Version, PacketSender.Client);
        while (reader.Read(out Frame frame) == FrameStatus.Complete)
        {
            if (PublishDecoder.Decode(frame, Version, PacketSender.Client, out PublishView publish) is not null)
            {
                throw new InvalidOperationException("The sample is no PUBLISH.");
            }

            bytes += publish.Topic.Length + publish.Payload.Length;
        }

        return bytes;
    }
}
