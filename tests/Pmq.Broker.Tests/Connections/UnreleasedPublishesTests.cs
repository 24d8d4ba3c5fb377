using Pmq.Broker.Connections;
using Pmq.Broker.Durability;
using Pmq.Broker.Options;
using Pmq.Broker.Sessions;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Connections;

public sealed class UnreleasedPublishesTests
{
    private readonly UnreleasedPublishes _ids = new();

    [Fact]
    public void A_range_is_taken_on_as_a_whole()
    {
        Assert.True(_ids.Add(10, 5));

        Assert.All(Enumerable.Range(10, 5), id => Assert.True(_ids.Contains((ushort)id)));
        Assert.False(_ids.Contains(9));
        Assert.False(_ids.Contains(15));
        Assert.True(_ids.Remove(12));
        Assert.False(_ids.Remove(12));
        Assert.True(_ids.Contains(13));
    }

    [Theory]
    [InlineData(1, 9, false)]
    [InlineData(1, 10, true)]
    [InlineData(10, 1, true)]
    [InlineData(12, 1, true)]
    [InlineData(14, 30_000, true)]
    [InlineData(15, 30_000, false)]
    [InlineData(12, 0, false)]
    public void It_knows_whether_a_range_touches_what_is_there(int first, int count, bool touches)
    {
        _ids.Add(10, 5);

        Assert.Equal(touches, _ids.ContainsAny((ushort)first, count));
    }

    [Fact]
    public void The_largest_identifier_ends_a_range()
    {
        Assert.True(_ids.Add(ushort.MaxValue - 2, 3));

        Assert.True(_ids.ContainsAny(ushort.MaxValue, 1));
        Assert.False(_ids.ContainsAny(1, 100));
        Assert.False(_ids.Contains(0));
    }

    [Fact]
    public void A_repeat_is_one_identifier_and_a_range_with_one_is_our_mistake()
    {
        _ids.Add(10, 5);

        Assert.False(_ids.Add(14, 1));
        Assert.ThrowsAny<Exception>(() => _ids.Add(13, 3));
    }

    [Fact]
    public void What_a_client_sends_on_its_next_connection_is_safe_no_earlier_than_what_it_sent_before()
    {
        var scheduler = new ManualScheduler();
        var services = new BrokerServices(
            new BrokerOptions(),
            new BrokerPorts { Clock = scheduler.Clock, Scheduler = scheduler, Random = new SeededRandom(1) });
        var publisher = new Session(services, "p");
        var before = new Intake(publisher, services.Journal);
        var after = new Intake(publisher, services.Journal);
        _ids.Follow(before);
        _ids.Follow(after);

        after.Release();
        Assert.False(after.IsKept);

        before.Release();
        Assert.True(after.IsKept);
    }
}
