using System.Buffers;

namespace Pmq.Benchmarks.Codec;

/// <summary>An output that always hands out the same memory, so that only the encoder is measured.</summary>
internal sealed class ReusedOutput(int capacity) : IBufferWriter<byte>
{
    private readonly byte[] _buffer = new byte[capacity];

    public void Advance(int count)
    {
    }

    public Memory<byte> GetMemory(int sizeHint = 0) => _buffer;

    public Span<byte> GetSpan(int sizeHint = 0) => _buffer;
}
