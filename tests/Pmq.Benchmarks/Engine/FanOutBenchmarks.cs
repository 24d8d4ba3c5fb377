using System.Buffers;
using BenchmarkDotNet.Attributes;
using Pmq.Protocol;

namespace Pmq.Benchmarks.Engine;

/// <summary>
/// A hundred messages in one read to ten subscribers: nearly all of it is handing them over and encoding them for each.
/// The figures are for one delivery, acknowledged where it has to be.
/// </summary>
[MemoryDiagnoser]
public class FanOutBenchmarks
{
    private const int Batch = 100;
    private const int Subscribers = 10;
    private const int PayloadSize = 64;

    private static readonly byte[] Topic = "bench/all/topic"u8.ToArray();

    private readonly BenchClient[] _subscribers = new BenchClient[Subscribers];
    private BenchClient _publisher = null!;
    private byte[] _publishes = null!;

    [Params(0, 1, 2)]
    public int QoS { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var broker = new BenchBroker();
        _publisher = new BenchClient(broker, "publisher");
        for (int i = 0; i < Subscribers; i++)
        {
            _subscribers[i] = new BenchClient(broker, $"subscriber{i}");
            _subscribers[i].Subscribe(Topic, (QoS)QoS);
        }

        var output = new ArrayBufferWriter<byte>();
        for (ushort number = 1; number <= Batch; number++)
        {
            PublishEncoder.Write(output, ProtocolVersion.Mqtt311, new PublishPacket(Topic, new byte[PayloadSize])
            {
                QoS = (QoS)QoS,
                PacketId = QoS == 0 ? (ushort)0 : number,
            });
        }

        _publishes = output.WrittenSpan.ToArray();
    }

    [Benchmark(OperationsPerInvoke = Batch * Subscribers)]
    public int Deliver()
    {
        _publisher.Send(_publishes);
        _publisher.AnswerAll();
        int messages = 0;
        foreach (BenchClient subscriber in _subscribers)
        {
            messages += subscriber.AnswerAll();
        }

        return messages == Batch * Subscribers
            ? messages
            : throw new InvalidOperationException($"{messages} of {Batch * Subscribers} messages arrived.");
    }
}
