using Pmq.Broker.Turns;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Turns;

public sealed class ManualSchedulerTests
{
    private readonly List<string> _ran = [];

    [Fact]
    public void Turns_run_in_the_order_they_were_scheduled()
    {
        var scheduler = new ManualScheduler();
        foreach (string name in new[] { "a", "b", "c" })
        {
            scheduler.Schedule(new NamedTurn(name, _ran));
        }

        Assert.Equal(3, scheduler.RunAll());
        Assert.Equal(["a", "b", "c"], _ran);
    }

    [Fact]
    public void A_seed_gives_another_order_and_the_same_one_each_time()
    {
        string first = ShuffledBy(seed: 1);
        Assert.Equal(first, ShuffledBy(seed: 1));
        Assert.NotEqual(first, ShuffledBy(seed: 2));
        Assert.Equal("abcdefgh", string.Concat(first.Order()));
    }

    [Fact]
    public void Turns_that_never_end_are_noticed()
    {
        var scheduler = new ManualScheduler();
        scheduler.Schedule(new NamedTurn("again", _ran, scheduler));
        Assert.Throws<InvalidOperationException>(() => scheduler.RunAll(turnsMax: 100));
    }

    [Fact]
    public void Alarms_run_at_their_times_in_their_order()
    {
        var scheduler = new ManualScheduler();
        scheduler.ScheduleAfter(TimeSpan.FromSeconds(3), new NamedTurn("late", _ran));
        scheduler.ScheduleAfter(TimeSpan.FromSeconds(1), new NamedTurn("early", _ran));
        scheduler.ScheduleAfter(TimeSpan.FromSeconds(9), new NamedTurn("not yet", _ran));
        scheduler.RunAll();
        Assert.Empty(_ran);

        scheduler.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(["early", "late"], _ran);
        Assert.Equal(1, scheduler.AlarmCount);
        Assert.Equal(TimeSpan.FromSeconds(3), scheduler.Clock.GetElapsedTime(0));
    }

    private static string ShuffledBy(int seed)
    {
        var scheduler = new ManualScheduler(new ManualClock(), seed);
        var ran = new List<string>();
        foreach (char name in "abcdefgh")
        {
            scheduler.Schedule(new NamedTurn(name.ToString(), ran));
        }

        scheduler.RunAll();
        return string.Concat(ran);
    }

    private sealed class NamedTurn(string name, List<string> ran, ITurnScheduler? again = null) : Turn
    {
        public override void Execute()
        {
            ran.Add(name);
            again?.Schedule(this);
        }
    }
}
