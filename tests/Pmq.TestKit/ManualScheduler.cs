using Pmq.Broker.Turns;

namespace Pmq.TestKit;

/// <summary>
/// Runs turns on the calling thread, when the test says so. Without a seed in the order in which they were scheduled;
/// with one in an order that the seed decides, to find what must not depend on it.
/// </summary>
public sealed class ManualScheduler(ManualClock clock, int? seed = null) : ITurnScheduler
{
    /// <summary>Turns after which <see cref="RunAll"/> gives up: they keep each other going for ever.</summary>
    public const int TurnsMax = 1_000_000;

    private readonly List<Turn> _ready = [];
    private readonly PriorityQueue<Turn, (long Due, long Order)> _alarms = new();
    private readonly Random? _random = seed is { } value ? new Random(value) : null;
    private long _order;
    private int _firstReady;

    public ManualScheduler()
        : this(new ManualClock())
    {
    }

    /// <summary>The time that <see cref="Advance"/> moves.</summary>
    public ManualClock Clock { get; } = clock;

    /// <summary>How many turns were run.</summary>
    public long TurnsRun { get; private set; }

    /// <summary>How many turns wait to be run at once.</summary>
    public int ReadyCount => _ready.Count - _firstReady;

    /// <summary>How many turns wait for their time.</summary>
    public int AlarmCount => _alarms.Count;

    /// <summary>How many turns were ever to be run after a while.</summary>
    public long AlarmsAskedFor => _order;

    public void Schedule(Turn turn) => _ready.Add(turn);

    public void ScheduleAfter(TimeSpan delay, Turn turn)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        _alarms.Enqueue(turn, (Clock.GetTimestamp() + delay.Ticks, _order++));
    }

    /// <summary>Runs one turn; false when none is ready.</summary>
    public bool RunOne()
    {
        ReadyAlarms();
        if (ReadyCount == 0)
        {
            return false;
        }

        Turn turn = TakeReady();
        TurnsRun++;
        turn.Execute();
        return true;
    }

    /// <summary>Runs turns until none is ready, and returns how many there were.</summary>
    public int RunAll(int turnsMax = TurnsMax)
    {
        int turns = 0;
        while (RunOne())
        {
            if (++turns > turnsMax)
            {
                throw new InvalidOperationException($"After {turnsMax} turns there are still more to run.");
            }
        }

        return turns;
    }

    /// <summary>Lets time pass, and runs each turn at its time; those that are ready now first.</summary>
    public void Advance(TimeSpan time)
    {
        long end = Clock.GetTimestamp() + time.Ticks;
        RunAll();
        while (_alarms.TryPeek(out _, out (long Due, long Order) next) && next.Due <= end)
        {
            Clock.Advance(new TimeSpan(next.Due - Clock.GetTimestamp()));
            RunAll();
        }

        Clock.Advance(new TimeSpan(end - Clock.GetTimestamp()));
        RunAll();
    }

    private void ReadyAlarms()
    {
        while (_alarms.TryPeek(out Turn? turn, out (long Due, long Order) next) && next.Due <= Clock.GetTimestamp())
        {
            _alarms.Dequeue();
            _ready.Add(turn);
        }
    }

    private Turn TakeReady()
    {
        if (_random is not null)
        {
            int chosen = _random.Next(_firstReady, _ready.Count);
            (_ready[_firstReady], _ready[chosen]) = (_ready[chosen], _ready[_firstReady]);
        }

        Turn turn = _ready[_firstReady];
        _ready[_firstReady++] = null!;
        if (_firstReady > _ready.Count / 2)
        {
            _ready.RemoveRange(0, _firstReady);
            _firstReady = 0;
        }

        return turn;
    }
}
