using BenchmarkDotNet.Attributes;
using Pmq.Protocol;

namespace Pmq.Benchmarks.Connections;

/// <summary>A connection's life without a socket: CONNECT, SUBSCRIBE, DISCONNECT, each answered; and a ping.</summary>
public class ConnectBenchmarks
{
    private readonly QuietNode _quiet = new();
    private readonly SilentClient _connected = new();
    private readonly SilentClient _passing = new();
    private SilentPackets _packets = null!;

    /// <summary>The version the client speaks.</summary>
    [Params(ProtocolVersion.Mqtt311, ProtocolVersion.Mqtt5)]
    public ProtocolVersion Version { get; set; }

    /// <summary>Connects one client for good.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _packets = new SilentPackets(Version, number: 1);
        _connected.Connect(_quiet, new SilentPackets(Version, number: 2));
    }

    /// <summary>Connect, subscribe, leave.</summary>
    [Benchmark]
    public void ConnectSubscribeDisconnect()
    {
        _passing.Connect(_quiet, _packets);
        _passing.Disconnect(_quiet, _packets);
    }

    /// <summary>A ping and its answer.</summary>
    [Benchmark]
    public void Ping() => _connected.Send(_quiet, SilentPackets.Ping);
}
