using System.Buffers;

namespace Pmq.Broker.Connections;

/// <summary>
/// Writes frames into an outlet. It takes large pieces of memory and fills them with many frames, because asking the
/// outlet for each frame would cost more than the frame.
/// </summary>
/// <remarks>Owner: whoever writes to the connection, see <see cref="IClientOutlet"/>.</remarks>
internal class OutletWriter(IClientOutlet outlet) : IBufferWriter<byte>
{
    private Memory<byte> _memory;
    private int _position;

    /// <summary>Bytes written since the last flush.</summary>
    public int Unflushed { get; private set; }

    /// <summary>Room for a frame of exactly this size, which counts as written.</summary>
    public Span<byte> Take(int size)
    {
        if (_memory.Length - _position < size)
        {
            Hand();
            _memory = outlet.GetMemory(size);
        }

        Span<byte> taken = _memory.Span.Slice(_position, size);
        _position += size;
        Unflushed += size;
        return taken;
    }

    /// <summary>Sends everything; false when the socket takes no more for now.</summary>
    protected bool Send()
    {
        if (Unflushed == 0)
        {
            return true;
        }

        Hand();
        Unflushed = 0;
        return outlet.Flush();
    }

    public void Advance(int count)
    {
        _position += count;
        Unflushed += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        int size = Math.Max(sizeHint, 1);
        if (_memory.Length - _position < size)
        {
            Hand();
            _memory = outlet.GetMemory(size);
        }

        return _memory[_position..];
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    private void Hand()
    {
        if (_position > 0)
        {
            outlet.Advance(_position);
        }

        _memory = default;
        _position = 0;
    }
}
