namespace Pmq.Transport.Epoll;

/// <summary>
/// The word that a loop is about to wait. The loop says so and then looks once more for work; whoever brings work
/// does that first and then looks whether the loop waits. Each does its two steps with a full fence between them, so
/// at least one of them sees the other, and only one of many who bring work has to ring.
/// </summary>
/// <remarks>Owner: event loop; <see cref="TryWake"/> is thread-safe.</remarks>
internal struct Parking
{
    private int _isParked;

    /// <summary>True while it waits, or is about to. Any thread may ask.</summary>
    public bool IsParked => Volatile.Read(ref _isParked) != 0;

    /// <summary>The loop is about to wait and has yet to look for work.</summary>
    public void Begin() => Interlocked.Exchange(ref _isParked, 1);

    /// <summary>The loop goes on.</summary>
    public void End() => Volatile.Write(ref _isParked, 0);

    /// <summary>There is work: true when the caller has to ring.</summary>
    public bool TryWake()
    {
        Interlocked.MemoryBarrier();
        return IsParked && Interlocked.Exchange(ref _isParked, 0) != 0;
    }
}
