using System.Runtime.CompilerServices;
using Pmq.Broker.Messages;
using Pmq.Broker.Retained;
using Pmq.Broker.Options;
using Pmq.Broker.Outbound;
using Pmq.Broker.Routing;
using Pmq.Broker.Tests.Messages;
using Pmq.Broker.Tests.Routing;
using Pmq.Broker.Tests.Outbound;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Publishing;

/// <summary>
/// A message that may wait longer than its neighbours does not hold them. Whether it does, the garbage collector knows.
/// </summary>
public sealed class WaitingAloneTests
{
    [Fact]
    public void What_a_member_of_a_shared_group_has_waiting_holds_no_other_message()
    {
        var routes = new Routes();
        routes.Add(new PlainTarget("c"), "$share/g/t", QoS.AtLeastOnce);
        Delivery member = routes.GroupFor("t").Pick(Routes.MessageTo("t"), except: null)!;
        OutboundHalf outbound = NewOutbound(QueueOverflow.DropOldest);

        WeakReference block = Deliver(outbound, member);

        AssertGone(block);
        Assert.Equal(3, outbound.QueuedCount);
    }

    [Fact]
    public void What_waits_in_a_queue_that_drops_the_newest_holds_no_other_message()
    {
        OutboundHalf outbound = NewOutbound(QueueOverflow.DropNewest);

        WeakReference block = Deliver(outbound, SilentTarget.AnyDelivery);

        AssertGone(block);
        Assert.Equal(3, outbound.QueuedCount);
    }

    [Fact]
    public void What_waits_in_a_queue_that_drops_the_oldest_shares_the_block_with_its_neighbours()
    {
        OutboundHalf outbound = NewOutbound(QueueOverflow.DropOldest);

        WeakReference block = Deliver(outbound, SilentTarget.AnyDelivery);

        GC.Collect();
        Assert.True(block.IsAlive);
        Assert.Equal(3, outbound.QueuedCount);
    }

    [Fact]
    public void What_is_retained_holds_no_other_message()
    {
        var scheduler = new ManualScheduler();
        BrokerServices services = NewServices(new BrokerOptions(), scheduler);

        WeakReference block = Retain(services.Router);
        scheduler.RunAll();

        AssertGone(block);
        Assert.Equal(1, services.Router.RetainedCount);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Deliver(OutboundHalf outbound, Delivery delivery)
    {
        MessageBlock block = Blocks.Of(QoS.AtLeastOnce, "one", "two", "three");
        var run = new MessageRun(block);
        outbound.Deliver(ref run, delivery);
        Assert.Equal(0, run.Count);
        return new WeakReference(block);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Retain(Router router)
    {
        MessageBlock block = Blocks.Of(QoS.AtLeastOnce, "one", "two", "three");
        router.Retain(new RetainRequest(block, Generation: 0));
        return new WeakReference(block);
    }

    private static void AssertGone(WeakReference block)
    {
        GC.Collect();
        Assert.False(block.IsAlive);
    }

    private static OutboundHalf NewOutbound(QueueOverflow overflow)
    {
        var options = new BrokerOptions { Session = new SessionOptions { QueueOverflow = overflow } };
        BrokerServices services = NewServices(options, new ManualScheduler());
        return new OutboundHalf(services);
    }

    private static BrokerServices NewServices(BrokerOptions options, ManualScheduler scheduler) => new(
        options,
        new BrokerPorts { Clock = scheduler.Clock, Scheduler = scheduler, Random = new SeededRandom(1) });
}
