using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Pmq.Transport.Epoll;

/// <summary>
/// Ends the wait of an event loop. It is watched for each change, so that nobody has to read what was written. Its
/// finalizer closes it: a thread may be about to ring for a loop that has ended already.
/// </summary>
/// <remarks>Owner: thread-safe.</remarks>
internal sealed unsafe class WakeUp
{
    private readonly int _descriptor = Libc.eventfd(0, Libc.CloseOnExec | Libc.NonBlocking);

    ~WakeUp() => _ = Libc.close(_descriptor);

    /// <summary>Has the poller tell of it under this key.</summary>
    public void WatchBy(Poller poller, int key)
    {
        if (_descriptor < 0 || !poller.Add(_descriptor, Poller.Readable | Poller.EachChange, key))
        {
            throw new Win32Exception(Marshal.GetLastSystemError());
        }
    }

    public void Ring()
    {
        ulong one = 1;
        _ = Libc.write(_descriptor, &one, sizeof(ulong));
        GC.KeepAlive(this);
    }
}
