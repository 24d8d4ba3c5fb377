using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pmq.Transport.Epoll;

/// <summary>Linux' epoll: tells which of many descriptors became ready.</summary>
/// <remarks>Owner: event loop; <see cref="Change"/> is thread-safe.</remarks>
internal sealed unsafe class Poller : IDisposable
{
    public const uint Readable = 0x001;
    public const uint Writable = 0x004;
    public const uint Failed = 0x008;
    public const uint HungUp = 0x010;
    public const uint PeerEnded = 0x2000;
    public const uint EachChange = 1u << 31;

    private const int AddOperation = 1;
    private const int ChangeOperation = 3;
    private const int EventsPerWait = 512;

    // The kernel packs the structure on x64, and only there.
    private static readonly int KeyOffset = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;
    private static readonly int EventSize = KeyOffset + sizeof(long);

    private readonly int _descriptor;
    private readonly byte* _events;

    public Poller()
    {
        _descriptor = Libc.epoll_create1(Libc.CloseOnExec);
        if (_descriptor < 0)
        {
            throw new Win32Exception(Marshal.GetLastSystemError());
        }

        _events = (byte*)NativeMemory.Alloc((nuint)(EventsPerWait * EventSize));
    }

    /// <summary>
    /// Watches a descriptor; events bear its key. Closing the descriptor ends that. False when it can't.
    /// </summary>
    public bool Add(int descriptor, uint events, int key) => Control(AddOperation, descriptor, events, key);

    /// <summary>Watches for other events. What is ready at this moment is told anew.</summary>
    public bool Change(int descriptor, uint events, int key) => Control(ChangeOperation, descriptor, events, key);

    /// <summary>Waits until something is ready and returns how many are; less than no time is for ever.</summary>
    public int Wait(int timeoutMs) =>
        Math.Max(0, Libc.epoll_wait(_descriptor, _events, EventsPerWait, timeoutMs));

    /// <summary>One of those that the last wait returned.</summary>
    public int Key(int index, out uint events)
    {
        byte* entry = _events + (index * EventSize);
        events = Unsafe.ReadUnaligned<uint>(entry);
        return (int)Unsafe.ReadUnaligned<long>(entry + KeyOffset);
    }

    public void Dispose()
    {
        _ = Libc.close(_descriptor);
        NativeMemory.Free(_events);
    }

    private bool Control(int operation, int descriptor, uint events, int key)
    {
        byte* change = stackalloc byte[16];
        Unsafe.WriteUnaligned(change, events);
        Unsafe.WriteUnaligned(change + KeyOffset, (long)key);
        return Libc.epoll_ctl(_descriptor, operation, descriptor, change) == 0;
    }
}
