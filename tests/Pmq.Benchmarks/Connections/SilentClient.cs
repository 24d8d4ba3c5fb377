using System.Buffers;
using Pmq.Broker.Connections;

namespace Pmq.Benchmarks.Connections;

/// <summary>
/// A client that keeps nothing of what it gets, and nothing but its connection, so that what is counted is the
/// broker's.
/// </summary>
public sealed class SilentClient : IClientOutlet
{
    // All clients of a node that runs on one thread write into the same bytes.
    private static readonly byte[] Bytes = new byte[64 * 1024];

    private ClientConnection? _connection;

    /// <inheritdoc/>
    public string RemoteAddress => "nowhere";

    /// <summary>How many bytes came.</summary>
    public int Received { get; private set; }

    /// <summary>Connects, subscribes and runs until all is answered.</summary>
    public void Connect(QuietNode quiet, SilentPackets packets)
    {
        _connection = quiet.Node.Accept(this);
        Send(quiet, packets.Connect);
        Send(quiet, packets.Subscribe);
    }

    /// <summary>Sends packets and runs until all is answered.</summary>
    public void Send(QuietNode quiet, ReadOnlyMemory<byte> packets)
    {
        _connection!.Receive(new ReadOnlySequence<byte>(packets), out _);
        quiet.Scheduler.RunAll();
    }

    /// <summary>Disconnects.</summary>
    public void Disconnect(QuietNode quiet, SilentPackets packets)
    {
        _connection!.Receive(new ReadOnlySequence<byte>(packets.Disconnect), out _);
        _connection.InputEnded();
        _connection = null;
        quiet.Scheduler.RunAll();
    }

    /// <inheritdoc/>
    public void Advance(int count) => Received += count;

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0) => Bytes;

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => Bytes;

    /// <inheritdoc/>
    public bool Flush() => true;

    /// <inheritdoc/>
    public void Close()
    {
    }

    /// <inheritdoc/>
    public void Abort()
    {
    }

    /// <inheritdoc/>
    public void ResumeReading()
    {
    }
}
