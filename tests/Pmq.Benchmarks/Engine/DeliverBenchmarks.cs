using System.Buffers;
using BenchmarkDotNet.Attributes;
using Pmq.Protocol;

namespace Pmq.Benchmarks.Engine;

/// <summary>
/// The whole way of a message through the engine, from the publisher's bytes to the bytes for its subscriber, with all
/// acknowledgements on both sides. A hundred come in one read; the figures are for one of them. At QoS 0 nothing is
/// acknowledged; to a QoS 0 subscriber the publisher's side is; to one of the same QoS both are.
/// </summary>
[MemoryDiagnoser]
public class DeliverBenchmarks
{
    private const int Batch = 100;
    private const int PayloadSize = 64;

    private static readonly byte[] ToQoS0 = "bench/qos0/topic"u8.ToArray();
    private static readonly byte[] ToSame = "bench/same/topic"u8.ToArray();

    private BenchClient _publisher = null!;
    private BenchClient _subscriber = null!;
    private byte[] _toQoS0 = null!;
    private byte[] _toSame = null!;

    [Params(0, 1, 2)]
    public int QoS { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var broker = new BenchBroker();
        _publisher = new BenchClient(broker, "publisher");
        _subscriber = new BenchClient(broker, "subscriber");
        _subscriber.Subscribe(ToQoS0, Protocol.QoS.AtMostOnce);
        _subscriber.Subscribe(ToSame, (QoS)QoS);
        _toQoS0 = Publishes(ToQoS0);
        _toSame = Publishes(ToSame);
    }

    [Benchmark(OperationsPerInvoke = Batch)]
    public int ToQoS0Subscriber() => Deliver(_toQoS0);

    [Benchmark(OperationsPerInvoke = Batch)]
    public int ToSubscriberOfSameQoS() => Deliver(_toSame);

    private int Deliver(byte[] publishes)
    {
        _publisher.Send(publishes);
        _publisher.AnswerAll();
        int messages = _subscriber.AnswerAll();
        return messages == Batch
            ? messages
            : throw new InvalidOperationException($"{messages} of {Batch} messages arrived.");
    }

    private byte[] Publishes(byte[] topic)
    {
        var output = new ArrayBufferWriter<byte>();
        for (ushort number = 1; number <= Batch; number++)
        {
            PublishEncoder.Write(output, ProtocolVersion.Mqtt311, new PublishPacket(topic, new byte[PayloadSize])
            {
                QoS = (QoS)QoS,
                PacketId = QoS == 0 ? (ushort)0 : number,
            });
        }

        return output.WrittenSpan.ToArray();
    }
}
