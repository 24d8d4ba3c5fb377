using Pmq.Broker.Tests.Turns;
using Pmq.Broker.Timers;
using Pmq.TestKit;
using Xunit.Abstractions;

namespace Pmq.Broker.Tests.Timers;

public sealed class TimerWheelTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1) / TimerWheel.TicksPerSecond;

    private readonly ITestOutputHelper _output;
    private readonly ManualScheduler _scheduler = new();
    private readonly RingRecorder _target;
    private readonly TimerWheel _wheel;

    public TimerWheelTests(ITestOutputHelper output)
    {
        _output = output;
        _scheduler.Clock.Advance(TimeSpan.FromSeconds(12.345));
        _target = new RingRecorder(_scheduler.Clock);
        _wheel = new TimerWheel(_scheduler, _scheduler.Clock);
    }

    private long Now => _scheduler.Clock.GetTimestamp();

    [Theory]
    [InlineData(1)]
    [InlineData(99)]
    [InlineData(100)]
    [InlineData(101)]
    [InlineData(1_500)]
    [InlineData(51_199)]
    [InlineData(51_200)]
    [InlineData(51_201)]
    [InlineData(600_000)]
    [InlineData(86_400_000)]
    [InlineData(8_640_000_000)]
    public void A_timer_rings_once_not_early_and_at_most_a_tick_late(long milliseconds)
    {
        long due = ArmIn(TimeSpan.FromMilliseconds(milliseconds));
        _scheduler.Advance(TimeSpan.FromMilliseconds(milliseconds + 200_000));

        long rangAt = Assert.Single(_target.Rings).At;
        Assert.InRange(rangAt, due, due + Tick.Ticks);
        Assert.Equal(0, _wheel.Count);
    }

    [Fact]
    public void A_time_that_is_past_rings_at_once()
    {
        ArmIn(TimeSpan.Zero);
        _wheel.Arm(new TimerEntry(_target), Now - 1);
        _wheel.Arm(new TimerEntry(_target), long.MinValue);
        _scheduler.RunAll();
        Assert.Equal(3, _target.Rings.Count);
    }

    [Fact]
    public void Arming_again_replaces_the_time_whether_later_or_earlier()
    {
        var entry = new TimerEntry(_target);
        _wheel.Arm(entry, Now + TimeSpan.FromSeconds(2).Ticks);
        _scheduler.Advance(TimeSpan.FromSeconds(1));
        _wheel.Arm(entry, Now + TimeSpan.FromSeconds(100).Ticks);
        _scheduler.Advance(TimeSpan.FromSeconds(90));
        Assert.Empty(_target.Rings);

        long due = Now + TimeSpan.FromSeconds(1).Ticks;
        _wheel.Arm(entry, due);
        _scheduler.Advance(TimeSpan.FromSeconds(200));
        Assert.InRange(Assert.Single(_target.Rings).At, due, due + Tick.Ticks);
    }

    [Fact]
    public void A_timer_that_rang_can_be_armed_again()
    {
        var entry = new TimerEntry(_target);
        for (int i = 1; i <= 5; i++)
        {
            _wheel.Arm(entry, Now + TimeSpan.FromSeconds(30).Ticks);
            _scheduler.Advance(TimeSpan.FromSeconds(31));
            Assert.Equal(i, _target.Rings.Count);
        }
    }

    [Fact]
    public void A_cancelled_timer_does_not_ring()
    {
        var entry = new TimerEntry(_target);
        _wheel.Cancel(entry);
        _wheel.Arm(entry, Now + TimeSpan.FromSeconds(1).Ticks);
        _scheduler.RunAll();
        Assert.Equal(1, _wheel.Count);
        _wheel.Cancel(entry);
        _wheel.Cancel(entry);
        _scheduler.Advance(TimeSpan.FromMinutes(5));
        Assert.Empty(_target.Rings);
        Assert.Equal(0, _wheel.Count);
    }

    [Fact]
    public void Timers_of_one_tick_ring_in_the_order_they_were_armed()
    {
        var entries = new List<TimerEntry>();
        for (int i = 0; i < 10; i++)
        {
            entries.Add(new TimerEntry(_target));
            _wheel.Arm(entries[i], Now + TimeSpan.FromSeconds(1).Ticks);
        }

        _scheduler.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(entries, _target.Rings.Select(ring => ring.Entry));
    }

    [Fact]
    public void A_wheel_without_timers_asks_for_no_alarm()
    {
        _scheduler.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, _scheduler.TurnsRun);

        ArmIn(TimeSpan.FromSeconds(1));
        _scheduler.Advance(TimeSpan.FromSeconds(2));
        long turns = _scheduler.TurnsRun;
        _scheduler.Advance(TimeSpan.FromHours(1));
        Assert.Equal(turns, _scheduler.TurnsRun);
        Assert.Equal(0, _scheduler.AlarmCount);
    }

    [Fact]
    public void A_distant_timer_takes_one_alarm()
    {
        ArmIn(TimeSpan.FromHours(20));
        _scheduler.Advance(TimeSpan.FromHours(21));
        Assert.Single(_target.Rings);
        Assert.Equal(1, _scheduler.AlarmsAskedFor);
    }

    [Fact]
    public void Alarms_do_not_pile_up_behind_a_distant_timer()
    {
        ArmIn(TimeSpan.FromHours(1));
        for (int i = 1; i <= 1000; i++)
        {
            ArmIn(TimeSpan.FromSeconds(1));
            _scheduler.Advance(TimeSpan.FromSeconds(2));
            Assert.Equal(i, _target.Rings.Count);
            Assert.InRange(_scheduler.AlarmCount, 1, 2);
        }

        _scheduler.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1001, _target.Rings.Count);
        Assert.Equal(0, _scheduler.AlarmCount);
    }

    [Fact]
    public void A_wheel_whose_turns_come_late_still_rings_everything()
    {
        for (int i = 0; i < 1000; i++)
        {
            ArmIn(TimeSpan.FromMilliseconds(137 * i));
        }

        _scheduler.RunAll();
        _scheduler.Clock.Advance(TimeSpan.FromHours(1));
        _scheduler.RunAll();
        Assert.Equal(1000, _target.Rings.Count);
        Assert.Equal(0, _wheel.Count);
    }

    [Fact]
    public void A_turn_does_not_do_everything_at_once()
    {
        long due = Now + TimeSpan.FromSeconds(5).Ticks;
        for (int i = 0; i < 50_000; i++)
        {
            _wheel.Arm(new TimerEntry(_target), due);
        }

        _scheduler.RunOne();
        Assert.InRange(_wheel.Count, 1, 5_000);
        _scheduler.RunAll();
        Assert.Equal(50_000, _wheel.Count);

        _scheduler.Clock.Advance(TimeSpan.FromSeconds(6));
        while (_target.Rings.Count == 0)
        {
            Assert.True(_scheduler.RunOne());
        }

        Assert.InRange(_target.Rings.Count, 1, 5_000);
        TimerEntry cancelledInBetween = new(_target);
        _wheel.Arm(cancelledInBetween, Now + Tick.Ticks);
        _wheel.Cancel(cancelledInBetween);
        _scheduler.RunAll();
        Assert.Equal(50_000, _target.Rings.Count);
    }

    [Fact]
    public void Arming_and_cancelling_allocates_nothing()
    {
        var entry = new TimerEntry(_target);
        ArmIn(TimeSpan.FromMilliseconds(50));
        Allocations.AssertNone(() => ArmAndCancel(entry, times: 1000));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_timer_rings_in_time_under_random_operations(int seed) => RunRandomly(seed);

    [Fact]
    public void Every_timer_rings_in_time_under_a_fresh_seed()
    {
        int seed = Environment.TickCount;
        _output.WriteLine($"seed {seed}");
        RunRandomly(seed);
    }

    private void RunRandomly(int seed)
    {
        var random = new Random(seed);
        TimerEntry[] entries = [.. Enumerable.Range(0, 200).Select(_ => new TimerEntry(_target))];
        var dues = new Dictionary<TimerEntry, long>();
        for (int step = 0; step < 10_000; step++)
        {
            TimerEntry entry = entries[random.Next(entries.Length)];
            switch (random.Next(10))
            {
                case < 5:
                    int secondsMax = random.Next(4) switch { 0 => 200, 1 => 60, _ => 3 };
                    dues[entry] = Now + random.NextInt64(TimeSpan.FromSeconds(secondsMax).Ticks);
                    _wheel.Arm(entry, dues[entry]);
                    break;
                case 5:
                    dues.Remove(entry);
                    _wheel.Cancel(entry);
                    break;
                default:
                    _scheduler.Advance(new TimeSpan(random.NextInt64(TimeSpan.FromSeconds(3).Ticks)));
                    CheckRings(dues);
                    break;
            }

            _scheduler.RunAll();
            CheckRings(dues);
        }

        _scheduler.Advance(TimeSpan.FromSeconds(300));
        CheckRings(dues);
        Assert.Empty(dues);
        Assert.Equal(0, _wheel.Count);
        Assert.Equal(0, _scheduler.AlarmCount);
    }

    private void CheckRings(Dictionary<TimerEntry, long> dues)
    {
        foreach ((TimerEntry entry, long at) in _target.Rings)
        {
            Assert.True(dues.Remove(entry, out long due), "A timer rang that was not armed.");
            Assert.InRange(at, due, due + Tick.Ticks);
        }

        _target.Rings.Clear();
        Assert.All(dues.Values, due => Assert.True(due > Now - Tick.Ticks, "A timer is late."));
    }

    private void ArmAndCancel(TimerEntry entry, int times)
    {
        for (int i = 0; i < times; i++)
        {
            _wheel.Arm(entry, Now + TimeSpan.FromSeconds(i % 300).Ticks + Tick.Ticks);
            _scheduler.RunAll();
            _wheel.Cancel(entry);
            _scheduler.RunAll();
        }
    }

    private long ArmIn(TimeSpan time)
    {
        long due = Now + time.Ticks;
        _wheel.Arm(new TimerEntry(_target), due);
        return due;
    }
}
