using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pmq.LoadGen.Io;

/// <summary>
/// Linux' epoll: tells which of many sockets can be read or written. The runtime has its own, but calls the kernel
/// twice as often, and can't wait a moment until more has arrived.
/// </summary>
internal sealed partial class Epoll : IDisposable
{
    public const uint Readable = 0x001;
    public const uint Writable = 0x004;

    private const int Add = 1;
    private const int Modify = 3;
    private const int EventsPerWait = 512;
    private const int SetTimerSlack = 29;

    // The kernel packs the structure on x64, and only there.
    private static readonly int DataOffset = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;
    private static readonly int EventSize = DataOffset + sizeof(long);

    private readonly int _descriptor;
    private readonly byte[] _events = GC.AllocateArray<byte>(EventsPerWait * 16, pinned: true);

    public Epoll() => _descriptor = Checked(epoll_create1(0));

    /// <summary>Watches a socket; events bear its key. Closing the socket ends that.</summary>
    public void Watch(SafeHandle socket, uint events, int key) => Control(Add, socket, events, key);

    /// <summary>Watches for other events.</summary>
    public void Change(SafeHandle socket, uint events, int key) => Control(Modify, socket, events, key);

    /// <summary>Waits for something to happen and returns on how many sockets it did.</summary>
    public unsafe int Wait(int timeoutMs)
    {
        fixed (byte* events = _events)
        {
            return Math.Max(0, epoll_wait(_descriptor, events, EventsPerWait, timeoutMs));
        }
    }

    /// <summary>One of the sockets that the last wait returned.</summary>
    public int Key(int index, out uint events)
    {
        int offset = index * EventSize;
        events = Unsafe.ReadUnaligned<uint>(ref _events[offset]);
        return (int)Unsafe.ReadUnaligned<long>(ref _events[offset + DataOffset]);
    }

    /// <summary>Sleeps for so long; the kernel rounds up little.</summary>
    public static unsafe void Sleep(int microseconds)
    {
        long* time = stackalloc long[2];
        time[0] = 0;
        time[1] = microseconds * 1000L;
        _ = nanosleep(time, null);
    }

    /// <summary>Lets this thread's sleeps end in time, not up to 50 microseconds later.</summary>
    public static void SleepExactly() => _ = prctl(SetTimerSlack, 1, 0, 0, 0);

    public void Dispose() => _ = close(_descriptor);

    private unsafe void Control(int operation, SafeHandle socket, uint events, int key)
    {
        byte* packed = stackalloc byte[16];
        Unsafe.WriteUnaligned(packed, events);
        Unsafe.WriteUnaligned(packed + DataOffset, (long)key);
        Checked(epoll_ctl(_descriptor, operation, (int)socket.DangerousGetHandle(), packed));
    }

    private static int Checked(int result) =>
        result >= 0 ? result : throw new Win32Exception(Marshal.GetLastPInvokeError());

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_create1(int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static unsafe partial int epoll_ctl(int epoll, int operation, int descriptor, byte* packed);

    [LibraryImport("libc")]
    private static unsafe partial int epoll_wait(int epoll, byte* events, int maximum, int timeoutMs);

    [LibraryImport("libc")]
    private static unsafe partial int nanosleep(long* time, long* rest);

    [LibraryImport("libc")]
    private static partial int prctl(int option, nuint value, nuint third, nuint fourth, nuint fifth);

    [LibraryImport("libc")]
    private static partial int close(int descriptor);
}
