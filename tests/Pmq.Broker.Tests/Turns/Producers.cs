namespace Pmq.Broker.Tests.Turns;

/// <summary>Threads that begin at the same moment, so that they meet.</summary>
internal sealed class Producers : IDisposable
{
    private readonly Barrier _start;
    private readonly Thread[] _threads;
    private Exception? _failure;

    /// <summary>Starts threads that each do the work for their own number.</summary>
    public Producers(int count, Action<int> work)
    {
        _start = new Barrier(count);
        _threads = new Thread[count];
        for (int i = 0; i < count; i++)
        {
            int number = i;
            _threads[i] = new Thread(() => Run(number, work)) { IsBackground = true };
            _threads[i].Start();
        }
    }

    public bool AreRunning => Array.Exists(_threads, thread => thread.IsAlive);

    /// <summary>Waits for all of them.</summary>
    public void Dispose()
    {
        foreach (Thread thread in _threads)
        {
            thread.Join();
        }

        _start.Dispose();
        Assert.Null(_failure);
    }

    private void Run(int number, Action<int> work)
    {
        try
        {
            _start.SignalAndWait();
            work(number);
        }
        catch (Exception failure)
        {
            _failure = failure;
        }
    }
}
