using System.Buffers;

namespace Pmq.Transport.Epoll;

/// <summary>
/// Bytes that were received and not consumed: the beginning of a packet, or packets that must wait. While there are
/// none it holds nothing. When there are more than fit the headroom of a <see cref="ReceiveBuffer"/>, reads go behind
/// them, into a buffer that grows.
/// </summary>
/// <remarks>Owner: event loop.</remarks>
internal unsafe struct Leftover
{
    private const int SmallestRoom = 16 * 1024;

    private byte[]? _bytes;

    /// <summary>How many bytes there are.</summary>
    public int Length { get; private set; }

    /// <summary>True when reads go behind them.</summary>
    public readonly bool IsLarge => Length > ReceiveBuffer.Headroom;

    /// <summary>The bytes are the first <see cref="Length"/> of these.</summary>
    public readonly byte[] Bytes => _bytes ?? [];

    /// <summary>Receives behind the bytes; the answer is that of recv.</summary>
    public int Receive(int descriptor, out bool isFull)
    {
        if (_bytes!.Length - Length < SmallestRoom)
        {
            Grow(Length * 2);
        }

        int room = _bytes.Length - Length;
        int received;
        fixed (byte* first = &_bytes[Length])
        {
            received = (int)Libc.recv(descriptor, first, (nuint)room, Libc.DontWait);
        }

        isFull = received == room;
        Length += Math.Max(received, 0);
        return received;
    }

    /// <summary>Puts the bytes before a place in another array.</summary>
    public readonly void CopyBefore(byte[] target, int place) =>
        Bytes.AsSpan(0, Length).CopyTo(target.AsSpan(place - Length));

    /// <summary>Keeps these bytes, which may be its own, in place of those it had.</summary>
    public void Keep(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 0)
        {
            Drop();
            return;
        }

        bool fits = _bytes is not null && _bytes.Length >= bytes.Length;
        if (!fits || (IsLarge && bytes.Length <= ReceiveBuffer.Headroom))
        {
            Replace(bytes);
        }
        else
        {
            bytes.CopyTo(_bytes);
        }

        Length = bytes.Length;
    }

    public void Drop()
    {
        GiveBack();
        _bytes = null;
        Length = 0;
    }

    private void Grow(int size)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(size);
        _bytes.AsSpan(0, Length).CopyTo(larger);
        GiveBack();
        _bytes = larger;
    }

    private void Replace(ReadOnlySpan<byte> bytes)
    {
        byte[] fresh = bytes.Length > ReceiveBuffer.Headroom
            ? ArrayPool<byte>.Shared.Rent(bytes.Length + SmallestRoom)
            : new byte[bytes.Length];
        bytes.CopyTo(fresh);
        GiveBack();
        _bytes = fresh;
    }

    private readonly void GiveBack()
    {
        if (_bytes is { Length: > ReceiveBuffer.Headroom })
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }
    }
}
