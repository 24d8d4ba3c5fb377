namespace Pmq.Transport;

/// <summary>
/// Wakes the one who waits. A signal that comes before the wait is kept for it. While nobody waits it holds nothing, so
/// an idle connection pays one reference.
/// </summary>
/// <remarks>Owner: thread-safe; one waits at a time.</remarks>
internal struct AsyncSignal
{
    private static readonly object Signalled = new();

    private object? _slot;

    public void Set()
    {
        while (true)
        {
            object? seen = Volatile.Read(ref _slot);
            if (ReferenceEquals(seen, Signalled))
            {
                return;
            }

            object? next = seen is null ? Signalled : null;
            if (ReferenceEquals(Interlocked.CompareExchange(ref _slot, next, seen), seen))
            {
                (seen as TaskCompletionSource)?.SetResult();
                return;
            }
        }
    }

    public Task WaitAsync()
    {
        if (ReferenceEquals(Interlocked.CompareExchange(ref _slot, null, Signalled), Signalled))
        {
            return Task.CompletedTask;
        }

        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (Interlocked.CompareExchange(ref _slot, waiter, null) is null)
        {
            return waiter.Task;
        }

        Volatile.Write(ref _slot, null);
        return Task.CompletedTask;
    }
}
