namespace Pmq.Transport.Epoll;

/// <summary>
/// Where all connections of a loop receive. The bytes that one read left are put in front of those of the next, into
/// the headroom, so that they lie together.
/// </summary>
/// <remarks>Owner: event loop.</remarks>
internal sealed unsafe class ReceiveBuffer
{
    /// <summary>The most that a read may leave without getting a buffer of its own.</summary>
    public const int Headroom = 16 * 1024;

    /// <summary>How much is received at once: what fits the second cache with the messages made of it.</summary>
    public const int Room = 64 * 1024;

    private readonly byte* _room;

    public ReceiveBuffer()
    {
        Bytes = GC.AllocateUninitializedArray<byte>(Headroom + Room, pinned: true);
        fixed (byte* first = Bytes)
        {
            _room = first + Headroom;
        }
    }

    public byte[] Bytes { get; }

    /// <summary>Receives behind the headroom; 0 when the peer has ended, less when nothing came.</summary>
    public int Receive(int descriptor) => (int)Libc.recv(descriptor, _room, Room, Libc.DontWait);
}
