using System.Buffers;
using Pmq.Broker.Connections;

namespace Pmq.TestKit;

/// <summary>
/// The socket of a client in a test: what the engine writes is kept, and the socket can be told to take no more for a while.
/// </summary>
public sealed class TestOutlet(TestClient client) : IClientOutlet
{
    private readonly ArrayBufferWriter<byte> _written = new();
    private int _flushed;
    private bool _isBroken;

    /// <summary>How often the engine flushed.</summary>
    public int Flushes { get; private set; }

    /// <summary>While true, flushing says that the socket is full, and nothing reaches the client.</summary>
    public bool IsStuck { get; private set; }

    public string RemoteAddress => "test";

    public bool IsClosed { get; private set; }

    public bool WasAborted { get; private set; }

    public void Advance(int count) => _written.Advance(count);

    public Memory<byte> GetMemory(int sizeHint = 0) => _written.GetMemory(sizeHint);

    public Span<byte> GetSpan(int sizeHint = 0) => _written.GetSpan(sizeHint);

    public bool Flush()
    {
        if (_isBroken)
        {
            throw new InvalidOperationException("The socket is broken.");
        }

        Flushes++;
        if (!IsStuck)
        {
            _flushed = _written.WrittenCount;
        }

        return !IsStuck;
    }

    /// <summary>Throws from now on.</summary>
    public void Break() => _isBroken = true;

    public void Close()
    {
        IsClosed = true;
        client.WakeReader();
    }

    public void Abort()
    {
        WasAborted = true;
        Close();
    }

    public void ResumeReading() => client.ResumeReader();

    /// <summary>The client stops reading.</summary>
    internal void Stick() => IsStuck = true;

    /// <summary>The client reads again.</summary>
    internal void Unstick()
    {
        IsStuck = false;
        _flushed = _written.WrittenCount;
    }

    /// <summary>What arrived at the client and was not taken yet.</summary>
    internal byte[] TakeArrived(ref int from)
    {
        byte[] arrived = _written.WrittenSpan[from.._flushed].ToArray();
        from = _flushed;
        return arrived;
    }
}
