using System.Buffers;
using BenchmarkDotNet.Attributes;
using Pmq.Protocol;

namespace Pmq.Benchmarks.Codec;

/// <summary>
/// The packets that come once a connection or once a subscription, and PUBACK, which comes for each message.
/// </summary>
[MemoryDiagnoser]
public class DecodeControlBenchmarks
{
    private static readonly byte[] PubackPacket = [(byte)PacketType.Puback << 4, 2, 0, 7];

    private ReadOnlySequence<byte> _connect;
    private ReadOnlySequence<byte> _subscribe;
    private ReadOnlySequence<byte> _puback;

    [Params(ProtocolVersion.Mqtt311, ProtocolVersion.Mqtt5)]
    public ProtocolVersion Version { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _connect = new ReadOnlySequence<byte>(SamplePackets.Connect(Version));
        _subscribe = new ReadOnlySequence<byte>(SamplePackets.Subscribe(Version));
        _puback = new ReadOnlySequence<byte>(PubackPacket);
    }

    [Benchmark]
    public int Connect()
    {
        Frame frame = ReadFrame(_connect);
        return ConnectDecoder.Decode(frame, out ConnectView connect) is null
            ? connect.ClientId.Length
            : throw NotAsMeant();
    }

    [Benchmark]
    public int Subscribe()
    {
        Frame frame = ReadFrame(_subscribe);
        if (SubscribeDecoder.Decode(frame, Version, out SubscribeView subscribe) is not null)
        {
            throw NotAsMeant();
        }

        int bytes = 0;
        foreach (SubscriptionView subscription in subscribe)
        {
            bytes += subscription.Filter.Length;
        }

        return bytes;
    }

    [Benchmark]
    public int Puback()
    {
        Frame frame = ReadFrame(_puback);
        return AckDecoder.Decode(frame, Version, PacketSender.Client, out AckView ack) is null
            ? ack.PacketId
            : throw NotAsMeant();
    }

    private Frame ReadFrame(in ReadOnlySequence<byte> input)
    {
        var reader = new FrameReader(input, Version, PacketSender.Client);
        return reader.Read(out Frame frame) == FrameStatus.Complete ? frame : throw NotAsMeant();
    }

    private static InvalidOperationException NotAsMeant() => new("The sample is not the packet it is meant to be.");
}
