using Pmq.Broker.Messages;
using Pmq.Broker.Routing;

namespace Pmq.Broker.Tests.Routing;

public sealed class SharedGroupTests
{
    private static readonly Message Any = Routes.MessageTo("a");

    public static TheoryData<SharedStrategy> Strategies() => [.. Enum.GetValues<SharedStrategy>()];

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Every_message_has_one_member(SharedStrategy strategy)
    {
        (SharedGroup group, PlainTarget[] members) = Group(strategy, 5);

        for (int i = 0; i < 100; i++)
        {
            Assert.Contains(group.Pick(Routes.MessageTo($"a/{i}"), null)!.Target, members);
        }
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Members_that_are_online_are_preferred(SharedStrategy strategy)
    {
        (SharedGroup group, PlainTarget[] members) = Group(strategy, 20);
        foreach (PlainTarget member in members[..^1])
        {
            member.SetOnline(false);
        }

        for (int i = 0; i < 50; i++)
        {
            Assert.Same(members[^1], group.Pick(Routes.MessageTo($"a/{i}"), null)!.Target);
        }

        members[^1].SetOnline(false);
        Assert.NotNull(group.Pick(Any, null));
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void The_exception_is_never_picked(SharedStrategy strategy)
    {
        (SharedGroup group, PlainTarget[] members) = Group(strategy, 2);
        members[1].SetOnline(false);

        Assert.Same(members[1], group.Pick(Any, except: members[0])!.Target);
        Assert.Same(members[0], group.Pick(Any, except: members[1])!.Target);

        (SharedGroup alone, PlainTarget[] only) = Group(strategy, 1);
        Assert.Null(alone.Pick(Any, except: only[0]));
        Assert.Same(only[0], alone.Pick(Any, null)!.Target);
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void A_group_that_was_left_by_all_has_nobody(SharedStrategy strategy)
    {
        var routes = new Routes(strategy);
        var target = new PlainTarget("c");
        routes.Add(target, "$share/g/a");
        SharedGroup group = routes.GroupFor("a");

        routes.Remove(target, "$share/g/a");

        Assert.Null(group.Pick(Any, null));
        Assert.True(routes.Match("a").IsEmpty);
    }

    [Fact]
    public void Round_robin_is_exact()
    {
        (SharedGroup group, PlainTarget[] members) = Group(SharedStrategy.RoundRobin, 7);

        for (int round = 0; round < 10; round++)
        {
            Assert.Equal(members, members.Select(_ => group.Pick(Any, null)!.Target));
        }
    }

    [Fact]
    public void Round_robin_is_fair_among_those_online_wherever_the_gaps_are()
    {
        var routes = new Routes();
        PlainTarget[] members = [.. Enumerable.Range(0, 12).Select(i => new PlainTarget($"c{i}"))];
        Array.ForEach(members, member => routes.Add(member, "$share/g/a"));
        routes.Remove(members[2], "$share/g/a");
        routes.Remove(members[3], "$share/g/a");
        members[4].SetOnline(false);
        members[11].SetOnline(false);
        SharedGroup group = routes.GroupFor("a");

        int[] counts = CountPicks(group, members, 8 * 25);

        Assert.Equal([25, 25, 0, 0, 0, 25, 25, 25, 25, 25, 25, 0], counts);
    }

    [Fact]
    public void Random_reaches_every_member_about_as_often()
    {
        (SharedGroup group, PlainTarget[] members) = Group(SharedStrategy.Random, 10);
        members[3].SetOnline(false);

        int[] counts = CountPicks(group, members, 9000);

        Assert.Equal(0, counts[3]);
        Assert.All(counts.Where((_, i) => i != 3), count => Assert.InRange(count, 850, 1150));
    }

    [Fact]
    public void Random_among_few_of_many_places_is_even_too()
    {
        (SharedGroup group, PlainTarget[] members) = Group(SharedStrategy.Random, 200);
        foreach (PlainTarget member in members[3..])
        {
            member.SetOnline(false);
        }

        Assert.All(CountPicks(group, members, 3000)[..3], count => Assert.InRange(count, 850, 1150));
    }

    [Fact]
    public void Random_repeats_itself_from_a_seed()
    {
        (SharedGroup one, PlainTarget[] ones) = Group(SharedStrategy.Random, 9);
        (SharedGroup two, PlainTarget[] twos) = Group(SharedStrategy.Random, 9);

        for (int i = 0; i < 50; i++)
        {
            Assert.Equal(one.Pick(Any, null)!.Target.Name, two.Pick(Any, null)!.Target.Name);
        }
    }

    [Fact]
    public void Sticky_stays_until_the_member_goes_and_stays_with_the_next()
    {
        var routes = new Routes(SharedStrategy.Sticky);
        PlainTarget[] members = [.. Enumerable.Range(0, 5).Select(i => new PlainTarget($"c{i}"))];
        Array.ForEach(members, member => routes.Add(member, "$share/g/a"));
        SharedGroup group = routes.GroupFor("a");
        var first = (PlainTarget)group.Pick(Any, null)!.Target;
        Assert.All(Enumerable.Range(0, 20), _ => Assert.Same(first, group.Pick(Any, null)!.Target));

        first.SetOnline(false);
        var second = (PlainTarget)group.Pick(Any, null)!.Target;
        Assert.NotSame(first, second);
        first.SetOnline(true);
        Assert.All(Enumerable.Range(0, 20), _ => Assert.Same(second, group.Pick(Any, null)!.Target));

        // To subscribe again is not to go away.
        routes.Add(second, "$share/g/a", Pmq.Protocol.QoS.AtLeastOnce);
        Assert.Same(second, group.Pick(Any, null)!.Target);

        routes.Remove(second, "$share/g/a");
        Assert.NotSame(second, group.Pick(Any, null)!.Target);
    }

    [Fact]
    public void Hash_by_topic_keeps_a_topic_with_its_member_when_others_go()
    {
        (SharedGroup group, PlainTarget[] members) = Group(SharedStrategy.HashTopic, 8);
        Message[] messages = [.. Enumerable.Range(0, 400).Select(i => Routes.MessageTo($"t/{i}"))];
        DeliveryTarget[] before = [.. messages.Select(message => group.Pick(message, null)!.Target)];
        Assert.Equal(before, messages.Select(message => group.Pick(message, null)!.Target));
        Assert.All(members, member => Assert.InRange(before.Count(target => target == member), 20, 90));

        members[5].SetOnline(false);

        for (int i = 0; i < messages.Length; i++)
        {
            DeliveryTarget after = group.Pick(messages[i], null)!.Target;
            Assert.True(before[i] == members[5] ? after != members[5] : after == before[i]);
        }
    }

    [Fact]
    public void Hash_by_publisher_looks_at_nothing_else()
    {
        (SharedGroup group, PlainTarget[] members) = Group(SharedStrategy.HashPublisher, 8);
        var reached = new HashSet<DeliveryTarget>();
        for (int i = 0; i < 100; i++)
        {
            var publisher = new PlainTarget($"p{i}");
            DeliveryTarget member = group.Pick(Routes.MessageTo("a", publisher), null)!.Target;
            Assert.Same(member, group.Pick(Routes.MessageTo("b", new PlainTarget($"p{i}")), null)!.Target);
            reached.Add(member);
        }

        Assert.Equal(members.Length, reached.Count);
        Assert.Same(group.Pick(Routes.MessageTo("a"), null), group.Pick(Routes.MessageTo("b"), null));
    }

    [Fact]
    public void Least_inflight_takes_the_idlest_and_goes_round_among_equals()
    {
        (SharedGroup group, PlainTarget[] members) = Group(SharedStrategy.LeastInflight, 4);
        Assert.Equal([5, 5, 5, 5], CountPicks(group, members, 20));

        members[0].SetInflight(3);
        members[1].SetInflight(1);
        members[2].SetInflight(2);
        members[3].SetInflight(1);
        Assert.Equal([0, 10, 0, 10], CountPicks(group, members, 20));

        // What waits for the turn of a member counts as well.
        members[1].PostMessages(group.Pick(Any, null)!, Any, 1);
        Assert.Equal([0, 0, 0, 10], CountPicks(group, members, 10));
    }

    private static (SharedGroup Group, PlainTarget[] Members) Group(SharedStrategy strategy, int count)
    {
        var routes = new Routes(strategy);
        PlainTarget[] members = [.. Enumerable.Range(0, count).Select(i => new PlainTarget($"c{i}"))];
        Array.ForEach(members, member => routes.Add(member, "$share/g/a"));
        return (routes.GroupFor("a"), members);
    }

    private static int[] CountPicks(SharedGroup group, PlainTarget[] members, int picks)
    {
        int[] counts = new int[members.Length];
        for (int i = 0; i < picks; i++)
        {
            counts[Array.IndexOf(members, group.Pick(Any, null)!.Target)]++;
        }

        return counts;
    }
}
