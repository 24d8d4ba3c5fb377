using System.Collections.Concurrent;

namespace Pmq.Storage.Sql;

/// <summary>A thread that does one thing after the other, and some housekeeping when there is nothing to do.</summary>
/// <remarks>Owner: thread-safe.</remarks>
internal sealed class WorkThread<T> : IDisposable
{
    // A database that hangs must not keep the process from ending; the thread is a background thread.
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(30);

    private readonly BlockingCollection<T> _work = [];
    private readonly Action<T> _do;
    private readonly Func<bool> _tidy;
    private readonly TimeSpan _idleAfter;
    private readonly Thread _thread;

    /// <summary>Starts the thread.</summary>
    /// <param name="name">Its name, for those who look at the process.</param>
    /// <param name="work">What is done with each thing.</param>
    /// <param name="idleAfter">How long nothing must have come before housekeeping.</param>
    /// <param name="tidy">Housekeeping; false when there is no more of it until something was done again.</param>
    public WorkThread(string name, Action<T> work, TimeSpan idleAfter, Func<bool> tidy)
    {
        _do = work;
        _tidy = tidy;
        _idleAfter = idleAfter;
        _thread = new Thread(Run) { Name = name, IsBackground = true };
        _thread.Start();
    }

    /// <summary>False when the thread is to end, or has.</summary>
    public bool TryPost(T thing)
    {
        try
        {
            _work.Add(thing);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Lets the thread do what was posted, and waits for its end.</summary>
    public void Dispose()
    {
        _work.CompleteAdding();
        _thread.Join(EndPatience);
    }

    private void Run()
    {
        bool isTidy = false;
        while (!_work.IsCompleted)
        {
            if (_work.TryTake(out T? thing, isTidy ? Timeout.InfiniteTimeSpan : _idleAfter))
            {
                _do(thing);
                isTidy = false;
            }
            else if (!_work.IsAddingCompleted)
            {
                isTidy = !_tidy();
            }
        }
    }
}
