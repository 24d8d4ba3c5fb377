namespace Pmq.SameAsMosquitto.Running;

/// <summary>The lines a program has printed so far, and a way to wait for one.</summary>
/// <remarks>Owner: thread-safe.</remarks>
public sealed class PrintedLines
{
    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];
    private TaskCompletionSource _news = NewSignal();
    private bool _isOver;

    public IReadOnlyList<string> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>The first line that fits; null when the program ended without it, or the limit passed.</summary>
    public async Task<string?> FirstAsync(Func<string, bool> fits, TimeSpan limit)
    {
        using var timeout = new CancellationTokenSource(limit);
        int seen = 0;
        while (true)
        {
            (string? line, Task? news) = Look(fits, ref seen);
            if (line is not null || news is null)
            {
                return line;
            }

            try
            {
                await news.WaitAsync(timeout.Token);
            }
            catch (OperationCanceledException)
            {
                return null;
            }
        }
    }

    /// <summary>Takes the next line; null when there are no more.</summary>
    internal void Add(string? line)
    {
        TaskCompletionSource news;
        lock (_gate)
        {
            news = _news;
            _news = NewSignal();
            if (line is null)
            {
                _isOver = true;
            }
            else
            {
                _lines.Add(line);
            }
        }

        news.SetResult();
    }

    private (string? Line, Task? News) Look(Func<string, bool> fits, ref int seen)
    {
        lock (_gate)
        {
            string? line = _lines.Skip(seen).FirstOrDefault(fits);
            seen = _lines.Count;
            return (line, _isOver ? null : _news.Task);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
