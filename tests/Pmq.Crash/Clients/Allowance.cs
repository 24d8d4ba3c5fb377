using System.Diagnostics;

namespace Pmq.Crash.Clients;

/// <summary>How many messages may be sent by now at a rate. What could not be sent is made up for, up to a bound.</summary>
/// <remarks>Owner: its publisher's thread.</remarks>
internal sealed class Allowance(double perSecond)
{
    // After this the broker would be busy with nothing but what was missed while it was down.
    private static readonly TimeSpan SavedMax = TimeSpan.FromSeconds(1);

    private long _last = Stopwatch.GetTimestamp();
    private double _count;

    /// <summary>Time has passed.</summary>
    public void Grow()
    {
        double seconds = Stopwatch.GetElapsedTime(_last).TotalSeconds;
        _last = Stopwatch.GetTimestamp();
        _count = Math.Min(_count + (seconds * perSecond), SavedMax.TotalSeconds * perSecond);
    }

    /// <summary>True, once for each message that may be sent.</summary>
    public bool Take()
    {
        if (_count < 1)
        {
            return false;
        }

        _count--;
        return true;
    }
}
