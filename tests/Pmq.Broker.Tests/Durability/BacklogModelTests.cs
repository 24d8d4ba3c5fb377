using Pmq.Broker.Durability;

namespace Pmq.Broker.Tests.Durability;

/// <summary>The backlog by itself: it counts what it has, in the store and on the way there.</summary>
public sealed class BacklogModelTests
{
    private readonly Backlog _backlog = new();

    [Fact]
    public void Stretches_of_the_store_that_follow_each_other_are_read_together()
    {
        _backlog.Add(new QueueSpan(3, 5, 300));
        _backlog.Add(new QueueSpan(6, 9, 400));
        _backlog.Add(new QueueSpan(20, 20, 100));

        Assert.Null(_backlog.Next(out long first, out long last));
        Assert.Equal((3, 9), (first, last));
        Assert.Equal((8, 800, 0), (_backlog.Count, _backlog.Bytes, _backlog.UnstoredBytes));
    }

    [Fact]
    public void Taking_a_part_of_a_stretch_leaves_the_rest()
    {
        _backlog.Add(new QueueSpan(1, 10, 1000));

        _backlog.TakeUpTo(4);

        Assert.Equal((5, 6, 600), (_backlog.First, _backlog.Count, _backlog.Bytes));
        _backlog.TakeUpTo(10);
        Assert.Equal((0, 0, 99), (_backlog.Count, _backlog.Bytes, _backlog.FirstOr(99)));
    }

    [Fact]
    public void Numbers_never_go_back()
    {
        _backlog.Add(new QueueSpan(5, 6, 10));

        Assert.ThrowsAny<Exception>(() => _backlog.Add(new QueueSpan(6, 7, 10)));
    }

    [Fact]
    public void Clearing_leaves_nothing()
    {
        _backlog.Add(new QueueSpan(5, 6, 10));

        _backlog.Clear();

        Assert.Equal((0, 0), (_backlog.Count, _backlog.Bytes));
    }
}
