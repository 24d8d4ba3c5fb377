using System.Buffers;

namespace Pmq.Transport.Epoll;

/// <summary>
/// What is written to a client is gathered in a buffer of the thread that writes. A buffer belongs to one at a time:
/// a connection takes it from the thread with its first byte and gives it back when it has sent. When a turn writes to
/// two connections the second gets another buffer, and one that is never given back is the collector's.
/// </summary>
/// <remarks>Owner: the writing thread.</remarks>
internal static class SendBuffers
{
    // What a turn writes at most by default, and a little; below the size from which on arrays are collected rarely.
    private const int Size = 72 * 1024;

    [ThreadStatic]
    private static byte[]? _spare;

    /// <summary>A buffer with room for so many bytes.</summary>
    public static byte[] Take(int atLeast)
    {
        if (atLeast > Size)
        {
            return ArrayPool<byte>.Shared.Rent(atLeast);
        }

        byte[]? spare = _spare;
        _spare = null;
        return spare ?? GC.AllocateUninitializedArray<byte>(Size);
    }

    public static void GiveBack(byte[] buffer)
    {
        if (buffer.Length == Size)
        {
            _spare = buffer;
        }
        else
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
