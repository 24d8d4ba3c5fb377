using Pmq.TestKit;

namespace Pmq.Broker.Tests.Turns;

public sealed class ActorTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly ManualScheduler _scheduler = new();

    [Fact]
    public void Mails_posted_before_a_turn_bring_one_turn()
    {
        var actor = new CountingActor(_scheduler, mailsMax: 100);
        for (int i = 0; i < 10; i++)
        {
            actor.Post((0, i));
        }

        Assert.Equal(1, _scheduler.RunAll());
        Assert.Equal(10, actor.Taken);
    }

    [Fact]
    public void Who_posts_quietly_owes_a_wake_only_where_no_turn_is_due()
    {
        var actor = new CountingActor(_scheduler, mailsMax: 100);
        Assert.True(actor.PostQuietly((0, 0)));
        Assert.False(actor.PostQuietly((0, 1)));
        Assert.Equal(0, _scheduler.ReadyCount);
        actor.Wake();
        Assert.Equal(1, _scheduler.RunAll());
        Assert.Equal(2, actor.Taken);
        Assert.True(actor.PostQuietly((0, 2)));
    }

    [Fact]
    public void A_turn_stops_at_its_bound_and_comes_again_after_others()
    {
        var busy = new CountingActor(_scheduler, mailsMax: 10);
        var other = new CountingActor(_scheduler, mailsMax: 10);
        for (int i = 0; i < 35; i++)
        {
            busy.Post((0, i));
        }

        other.Post((0, 0));
        _scheduler.RunOne();
        Assert.Equal(10, busy.Taken);
        _scheduler.RunOne();
        Assert.Equal(1, other.Taken);
        _scheduler.RunAll();
        Assert.Equal(35, busy.Taken);
    }

    [Fact]
    public void A_mail_posted_when_the_turn_has_looked_for_the_last_time_brings_another_turn()
    {
        int posted = 1;
        var actor = new CountingActor(_scheduler, mailsMax: 10)
        {
            AtEndOfTurn = self =>
            {
                if (posted < 5)
                {
                    self.Post((0, posted++));
                }
            },
        };
        actor.Post((0, 0));
        Assert.Equal(5, _scheduler.RunAll());
        Assert.Equal(5, actor.Taken);
    }

    [Fact]
    public void Posting_to_an_actor_allocates_nothing()
    {
        var actor = new CountingActor(_scheduler, mailsMax: 100);
        Allocations.AssertNone(() => PostAndRun(actor, first: actor.Taken, count: 10_000));
    }

    [Theory]
    [InlineData(1, 300_000, 1000, false)]
    [InlineData(4, 100_000, 1000, false)]
    [InlineData(4, 50_000, 3, false)]
    [InlineData(4, 50_000, 1000, true)]
    public void No_mail_is_forgotten_and_no_two_turns_run_at_once(
        int producerCount, int mailsEach, int mailsMax, bool trims)
    {
        using var awaited = new CountdownEvent(producerCount * mailsEach);
        var actor = new CountingActor(new PoolScheduler(), mailsMax, producerCount)
        {
            Awaited = awaited,
            TrimsAtEndOfTurn = trims,
        };
        using (new Producers(producerCount, producer => PostMany(actor, producer, mailsEach)))
        {
            Assert.True(awaited.Wait(Patience), $"{awaited.CurrentCount} mails were forgotten.");
        }

        Assert.Equal(producerCount * mailsEach, actor.Taken);
        Assert.False(actor.HadTwoTurnsAtOnce);
        Assert.False(actor.HadMailsOutOfOrder);
    }

    [Fact]
    public void The_last_mail_before_silence_is_never_forgotten()
    {
        // Each mail waits for the one before to be taken, so that each meets the end of a turn.
        const int Mails = 100_000;
        var scheduler = new PoolScheduler();
        using var taken = new CountdownEvent(1);
        var actor = new CountingActor(scheduler, mailsMax: 10) { Awaited = taken };
        for (int i = 0; i < Mails; i++)
        {
            actor.Post((0, i));
            Assert.True(taken.Wait(Patience), $"Mail {i} was forgotten.");
            taken.Reset();
        }

        Assert.Equal(Mails, actor.Taken);
        Assert.False(actor.HadTwoTurnsAtOnce);
        Assert.False(actor.HadMailsOutOfOrder);
        Assert.InRange(scheduler.Scheduled, Mails / 2, 2 * Mails);
    }

    [Theory]
    [InlineData(1, 300_000)]
    [InlineData(4, 100_000)]
    public void No_mail_is_forgotten_that_waits_for_a_turn_that_is_sure_to_come(int producerCount, int mailsEach)
    {
        using var awaited = new CountdownEvent(producerCount * mailsEach);
        var actor = new UnhurriedActor(new PoolScheduler()) { Awaited = awaited };
        using (new Producers(producerCount, _ => PostUnhurried(actor, mailsEach)))
        {
            Assert.True(awaited.Wait(Patience), $"{awaited.CurrentCount} mails were forgotten.");
        }
    }

    private static void PostUnhurried(UnhurriedActor actor, int count)
    {
        for (int i = 0; i < count; i++)
        {
            actor.PostUnhurried();
        }
    }

    private static void PostMany(CountingActor actor, int producer, int count)
    {
        for (int number = 0; number < count; number++)
        {
            actor.Post((producer, number));
        }
    }

    private void PostAndRun(CountingActor actor, int first, int count)
    {
        for (int i = 0; i < count; i++)
        {
            actor.Post((0, first + i));
            _scheduler.RunAll();
        }
    }
}
