using Pmq.Broker.Messages;
using Pmq.Broker.Publishing;
using Pmq.Broker.Routing;
using Pmq.Broker.Tests.Messages;
using Pmq.Broker.Tests.Routing;

namespace Pmq.Broker.Tests.Publishing;

public sealed class GroupPicksTests
{
    private readonly GroupPicks _picks = new();

    [Theory]
    [InlineData(3, 100)]
    [InlineData(9, 100)]
    [InlineData(20, 100)]
    [InlineData(20, 7)]
    [InlineData(1, 5)]
    public void Round_robin_gives_each_message_to_one_member_in_order(int members, int messages)
    {
        SharedGroup group = Group(SharedStrategy.RoundRobin, members, out PlainTarget[] targets);

        // What it remembers of one block must not show in the next.
        for (int round = 0; round < 3; round++)
        {
            _picks.Pick(group, Blocks.Numbered(messages));

            AssertEachOnce(messages);
            Assert.Equal(Math.Min(members, messages), _picks.Count);
            Assert.All(Picked(), texts => Assert.InRange(texts.Count, messages / members, (messages / members) + 1));
            Assert.All(Enumerable.Range(0, _picks.Count), i => Assert.Contains(_picks.Member(i).Target, targets));
            _picks.Clear();
            Assert.Equal(0, _picks.Count);
        }
    }

    [Theory]
    [InlineData(SharedStrategy.Random)]
    [InlineData(SharedStrategy.Sticky)]
    [InlineData(SharedStrategy.HashTopic)]
    [InlineData(SharedStrategy.LeastInflight)]
    public void Any_strategy_gives_each_message_to_one_member_in_order(SharedStrategy strategy)
    {
        SharedGroup group = Group(strategy, members: 20, out _);

        _picks.Pick(group, Blocks.Numbered(300));

        AssertEachOnce(300);
    }

    [Fact]
    public void Nobody_in_the_group_gets_nothing()
    {
        var routes = new Routes();
        var target = new PlainTarget("c");
        routes.Add(target, "$share/g/a");
        SharedGroup group = routes.GroupFor("a");
        routes.Remove(target, "$share/g/a");

        _picks.Pick(group, Blocks.Numbered(4));

        Assert.Equal(0, _picks.Count);
    }

    [Fact]
    public void The_member_with_the_least_under_way_does_not_get_the_whole_block()
    {
        SharedGroup group = Group(SharedStrategy.LeastInflight, members: 3, out PlainTarget[] members);
        members[0].SetInflight(1);
        members[2].SetInflight(1);

        _picks.Pick(group, Blocks.Numbered(100));

        Assert.All(Picked(), texts => Assert.InRange(texts.Count, 33, 34));
        Assert.Equal(100, members.Sum(member => member.Backlog));
    }

    private void AssertEachOnce(int messages)
    {
        List<string>[] picked = Picked();
        Assert.Equal(_picks.Count, Enumerable.Range(0, _picks.Count).Select(_picks.Member).Distinct().Count());
        Assert.Equal(
            Blocks.TextsOf(Blocks.Numbered(messages)).Order(), picked.SelectMany(texts => texts).Order());
        Assert.All(picked, texts => Assert.Equal(texts.OrderBy(int.Parse), texts));
    }

    private List<string>[] Picked() =>
        [.. Enumerable.Range(0, _picks.Count).Select(i => Texts(_picks.Messages(i)))];

    private static List<string> Texts(PickedMessages picked) =>
        [.. picked.Offsets.Select(offset => Blocks.TextOf(picked.Block.At(offset)))];

    private static SharedGroup Group(SharedStrategy strategy, int members, out PlainTarget[] targets)
    {
        var routes = new Routes(strategy);
        targets = [.. Enumerable.Range(0, members).Select(i => new PlainTarget($"c{i}"))];
        Array.ForEach(targets, target => routes.Add(target, "$share/g/a"));
        return routes.GroupFor("a");
    }
}
