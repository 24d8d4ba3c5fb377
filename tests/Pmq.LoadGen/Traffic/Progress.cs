using System.Diagnostics;

namespace Pmq.LoadGen.Traffic;

/// <summary>Sees whether a number still changes.</summary>
internal sealed class Progress(long startTime)
{
    private long _value = -1;
    private long _changed = startTime;
    private long _stalled = startTime;

    /// <summary>How long it did not change.</summary>
    public TimeSpan Quiet => Stopwatch.GetElapsedTime(_changed);

    public void Note(long value)
    {
        if (value != _value)
        {
            _value = value;
            _changed = Stopwatch.GetTimestamp();
        }
    }

    /// <summary>True when it did not change for so long, and again each time that has passed.</summary>
    public bool IsStalled(TimeSpan after)
    {
        if (Stopwatch.GetElapsedTime(Math.Max(_changed, _stalled)) < after)
        {
            return false;
        }

        _stalled = Stopwatch.GetTimestamp();
        return true;
    }

    /// <summary>Waits until the number is that large, or does not change for so long.</summary>
    public static async Task<bool> UntilAsync(Func<long> number, long goal, TimeSpan quiet, CancellationToken limit)
    {
        var progress = new Progress(Stopwatch.GetTimestamp());
        while (number() < goal)
        {
            await Task.Delay(PollMilliseconds, limit);
            progress.Note(number());
            if (progress.Quiet > quiet)
            {
                return false;
            }
        }

        return true;
    }

    private const int PollMilliseconds = 5;
}
