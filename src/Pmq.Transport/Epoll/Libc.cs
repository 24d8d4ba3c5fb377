using System.Runtime.InteropServices;

namespace Pmq.Transport.Epoll;

/// <summary>
/// The system calls that the transport makes on Linux. Their numbers are the same on x64 and arm64. What failed says
/// <see cref="Marshal.GetLastSystemError"/>, which is asked at once and only then: the runtime keeps it.
/// </summary>
internal static unsafe partial class Libc
{
    public const int Interrupted = 4;
    public const int TryAgain = 11;
    public const int NoMemory = 12;
    public const int TooManyFilesInAll = 23;
    public const int TooManyFiles = 24;
    public const int NoBufferSpace = 105;

    public const int DontWait = 0x40;
    public const int NoSignal = 0x4000;
    public const int Truncate = 0x20;

    public const int BothWays = 2;

    public const int NonBlocking = 0x800;
    public const int CloseOnExec = 0x80000;

    private const int SocketLevel = 1;
    private const int LingerOption = 13;

    /// <summary>Lets a later close cut the connection and throw away what is not sent.</summary>
    public static void CutOnClose(int descriptor)
    {
        long onForZeroSeconds = 1;
        _ = setsockopt(descriptor, SocketLevel, LingerOption, &onForZeroSeconds, sizeof(long));
    }

    /// <summary>Throws away what was received and not read.</summary>
    public static void DiscardReceived(int descriptor)
    {
        const int atMost = 1 << 20;
        _ = recv(descriptor, null, atMost, DontWait | Truncate);
    }

    /// <summary>
    /// Overwrites bytes with random ones; false when the kernel gives none. It gives up to 256 at once, always whole.
    /// </summary>
    public static bool TryFillRandom(Span<byte> bytes)
    {
        const int atOnce = 256;
        fixed (byte* start = bytes)
        {
            for (int at = 0; at < bytes.Length; at += atOnce)
            {
                int length = Math.Min(atOnce, bytes.Length - at);
                if (getrandom(start + at, (nuint)length, 0) != length)
                {
                    return false;
                }
            }
        }

        return true;
    }

    [LibraryImport("libc")]
    public static partial int epoll_create1(int flags);

    [LibraryImport("libc")]
    public static partial int epoll_ctl(int epoll, int operation, int descriptor, byte* change);

    [LibraryImport("libc")]
    public static partial int epoll_wait(int epoll, byte* events, int maximum, int timeoutMs);

    [LibraryImport("libc")]
    private static partial nint getrandom(void* bytes, nuint count, uint flags);

    [LibraryImport("libc")]
    public static partial int eventfd(uint initial, int flags);

    [LibraryImport("libc")]
    public static partial nint write(int descriptor, void* bytes, nuint count);

    [LibraryImport("libc")]
    public static partial nint recv(int descriptor, void* bytes, nuint count, int flags);

    [LibraryImport("libc")]
    public static partial nint send(int descriptor, void* bytes, nuint count, int flags);

    [LibraryImport("libc")]
    public static partial int accept4(int descriptor, byte* address, int* addressSize, int flags);

    [LibraryImport("libc")]
    public static partial int shutdown(int descriptor, int how);

    [LibraryImport("libc")]
    public static partial int close(int descriptor);

    [LibraryImport("libc")]
    private static partial int setsockopt(int descriptor, int level, int option, void* value, int size);
}
