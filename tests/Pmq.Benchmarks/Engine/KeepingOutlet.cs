using Pmq.Broker.Connections;

namespace Pmq.Benchmarks.Engine;

/// <summary>A socket that takes everything: what was written is kept until it is taken.</summary>
/// <remarks>Owner: the benchmark's thread.</remarks>
internal sealed class KeepingOutlet : IClientOutlet
{
    private byte[] _buffer = new byte[256 * 1024];
    private int _length;

    public string RemoteAddress => "bench";

    /// <summary>What was written and not taken yet.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    public void Take() => _length = 0;

    public void Advance(int count) => _length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        int room = Math.Max(sizeHint, 1);
        if (_buffer.Length - _length < room)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + room));
        }

        return _buffer.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public bool Flush() => true;

    public void Close()
    {
    }

    public void Abort()
    {
    }

    public void ResumeReading()
    {
    }
}
