namespace Pmq.Broker.Timers;

/// <summary>
/// The alarms that were asked for and have not come. An alarm cannot be called off, so a new one is asked for only when
/// it is earlier than all others; the later ones are kept in mind and used when their time comes. So each tick has one
/// alarm at most, and the last in the list is the next to come.
/// </summary>
/// <remarks>Owner: the wheel's turn.</remarks>
internal sealed class AlarmPlan
{
    private long[] _ticks = new long[4];
    private int _count;

    /// <summary>How many are to come.</summary>
    public int Count => _count;

    /// <summary>Enters an alarm; false when one that is not later is to come anyway.</summary>
    public bool TryEnter(long tick)
    {
        if (_count > 0 && _ticks[_count - 1] <= tick)
        {
            return false;
        }

        if (_count == _ticks.Length)
        {
            Array.Resize(ref _ticks, _count * 2);
        }

        _ticks[_count++] = tick;
        return true;
    }

    /// <summary>
    /// An alarm came: the earliest, or one that overtook it. Then the earliest comes soon, and the plan is right again.
    /// </summary>
    public void Came()
    {
        Invariant.That(_count > 0, "An alarm came that nobody had asked for.");
        _count--;
    }
}
