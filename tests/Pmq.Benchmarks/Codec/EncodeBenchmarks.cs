using BenchmarkDotNet.Attributes;
using Pmq.Protocol;

namespace Pmq.Benchmarks.Codec;

/// <summary>Writing packets into a buffer that is there already, as a connection's output is.</summary>
[MemoryDiagnoser]
public class EncodeBenchmarks
{
    private static readonly byte[] Payload = new byte[36];
    private static readonly byte[] Properties = SamplePackets.MessageProperties();

    private readonly ReusedOutput _output = new(capacity: 256);
    private readonly byte[] _short = new byte[AckEncoder.ShortSize];

    [Benchmark]
    public int PublishMqtt311() => PublishEncoder.Write(
        _output, ProtocolVersion.Mqtt311, new PublishPacket(SamplePackets.Topic, Payload));

    [Benchmark]
    public int PublishMqtt5() => PublishEncoder.Write(
        _output, ProtocolVersion.Mqtt5, new PublishPacket(SamplePackets.Topic, Payload));

    [Benchmark]
    public int PublishMqtt5WithProperties() => PublishEncoder.Write(
        _output, ProtocolVersion.Mqtt5, new PublishPacket(SamplePackets.Topic, Payload) { Properties = Properties });

    [Benchmark]
    public int Puback() => AckEncoder.Write(_output, ProtocolVersion.Mqtt5, PacketType.Puback, packetId: 7);

    [Benchmark]
    public byte PubackIntoSpan()
    {
        AckEncoder.WriteShort(_short, PacketType.Puback, packetId: 7);
        return _short[3];
    }
}
