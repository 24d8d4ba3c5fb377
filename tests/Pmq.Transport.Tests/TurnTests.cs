using System.Collections.Concurrent;
using System.Net;
using Pmq.Broker;
using Pmq.Broker.Options;
using Pmq.Broker.Turns;
using Pmq.Transport.Epoll;

namespace Pmq.Transport.Tests;

public sealed class TurnTests : IDisposable
{
    private readonly LoopScheduler _scheduler = new();
    private readonly LoopGroup _group;

    public TurnTests()
    {
        var node = new BrokerNode(new BrokerOptions(), new BrokerPorts
        {
            Clock = TimeProvider.System, Scheduler = _scheduler, Random = new SystemRandomSource(),
        });
        _group = new LoopGroup(node, (_, fault) => throw fault, count: 2);
        _group.Start(new IPEndPoint(IPAddress.Loopback, 0));
    }

    public void Dispose() => _group.Dispose();

    [Fact]
    public void Turns_are_taken_in_the_order_they_came()
    {
        var queue = new TurnQueue();
        Turn[] turns = [.. Enumerable.Range(0, 100).Select(_ => new ActionTurn(() => { }))];
        foreach (Turn turn in turns)
        {
            queue.Put(turn);
        }

        Assert.Equal(turns, turns.Select(_ => queue.TryTake(out Turn? turn) ? turn : null));
        Assert.True(queue.IsEmpty);
        Assert.False(queue.TryTake(out _));
    }

    [Fact]
    public void Help_pays_for_more_than_a_handful()
    {
        var queue = new TurnQueue();
        for (int i = 0; i < TurnQueue.Handful; i++)
        {
            queue.Put(new ActionTurn(() => { }));
        }

        Assert.False(queue.NeedsHelp);
        queue.Put(new ActionTurn(() => { }));
        Assert.True(queue.NeedsHelp);
    }

    [Fact]
    public async Task A_loop_runs_what_it_schedules_on_its_own_thread()
    {
        var ran = new ConcurrentQueue<EventLoop?>();
        var done = new TaskCompletionSource<EventLoop?>(TaskCreationOptions.RunContinuationsAsynchronously);

        _group.Loops[1].Order(() =>
        {
            _scheduler.Schedule(new ActionTurn(() => ran.Enqueue(EventLoop.Current)));
            _scheduler.Schedule(new ActionTurn(() => done.SetResult(EventLoop.Current)));
        });

        Assert.Same(_group.Loops[1], await done.Task.WaitAsync(SocketClient.Patience));
        Assert.Equal([_group.Loops[1]], ran);
    }

    [Fact]
    public async Task What_others_schedule_runs_on_the_thread_pool()
    {
        var done = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);

        _scheduler.Schedule(new ActionTurn(() => done.SetResult(Thread.CurrentThread.IsThreadPoolThread)));

        Assert.True(await done.Task.WaitAsync(SocketClient.Patience));
    }

    [Fact]
    public async Task A_loop_that_waits_comes_to_help_one_that_has_too_much()
    {
        const int turns = 100;
        using var helped = new ManualResetEventSlim();
        using var all = new CountdownEvent(turns);
        EventLoop busy = _group.Loops[0];
        int number = 0;

        // After a handful, whoever is busy calls for help; then its turns last until somebody has helped.
        busy.Order(() =>
        {
            for (int i = 0; i < turns; i++)
            {
                _scheduler.Schedule(new ActionTurn(() =>
                {
                    if (EventLoop.Current != busy)
                    {
                        helped.Set();
                    }
                    else if (Interlocked.Increment(ref number) > 2 * TurnQueue.Handful)
                    {
                        helped.Wait(SocketClient.Patience);
                    }

                    all.Signal();
                }));
            }
        });

        Assert.True(await Task.Run(() => all.Wait(SocketClient.Patience)));
        Assert.True(helped.IsSet);
    }

    [Fact]
    public async Task A_turn_that_schedules_itself_again_lets_orders_through()
    {
        EventLoop loop = _group.Loops[0];
        var again = new AgainTurn(_scheduler);
        loop.Order(() => _scheduler.Schedule(again));
        var ordered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        loop.Order(() =>
        {
            again.Ends = true;
            ordered.SetResult();
        });

        await ordered.Task.WaitAsync(SocketClient.Patience);
    }

    private sealed class ActionTurn(Action action) : Turn
    {
        public override void Execute() => action();
    }

    private sealed class AgainTurn(ITurnScheduler scheduler) : Turn
    {
        public bool Ends { get; set; }

        public override void Execute()
        {
            if (!Ends)
            {
                scheduler.Schedule(this);
            }
        }
    }
}
