using Pmq.Broker.Messages;
using Pmq.Broker.Routing;

namespace Pmq.Broker.Tests.Routing;

/// <summary>Readers on threads of their own while one thread changes the table; bounded by work, not by time.</summary>
public sealed class ConcurrentMatchingTests
{
    private const int Readers = 3;
    private const int Changes = 30_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_filter_that_is_there_throughout_is_never_missed(int seed)
    {
        // Kept filters lie among others that come and go: in the same table, at the same nodes, at the same filters.
        var routes = new Routes(seed: seed);
        var kept = new PlainTarget("kept");
        string[] filters = ["k/0", "k/+", "k/0/#", "+/0", "#", "k/1", "k/1/+/x"];
        foreach (string filter in filters)
        {
            routes.Add(kept, filter, id: 1);
        }

        Run(routes, seed, (matcher, random) =>
        {
            Check(matcher.Match("k/0"u8, null), kept, 5);
            Check(matcher.Match("k/1/y/x"u8, null), kept, 2);
            matcher.Match(Routes.Utf8($"k/{random.Next(64)}"), null);
        });
    }

    [Fact]
    public void A_replaced_subscription_is_there_once_at_any_moment()
    {
        var routes = new Routes();
        var kept = new PlainTarget("kept");
        routes.Add(kept, "k/1", id: 1);
        routes.Add(kept, "k/+", id: 1);

        Run(
            routes,
            seed: 3,
            (matcher, _) => Check(matcher.Match("k/1"u8, null), kept, 2),
            _ =>
            {
                routes.Add(kept, "k/1", id: 2);
                routes.Add(kept, "k/+", id: 2);
            });
    }

    [Fact]
    public void An_only_child_is_not_missed_while_it_gets_siblings()
    {
        const int Parents = 3000;
        var routes = new Routes();
        var kept = new PlainTarget("kept");
        for (int i = 0; i < Parents; i++)
        {
            routes.Add(kept, $"{i}/kept/+", id: 1);
        }

        int next = 0;
        InParallel(Readers + 1, index =>
        {
            Matcher matcher = routes.NewMatcher();
            for (int i = 0; index == 0 && i < Parents; i++)
            {
                Volatile.Write(ref next, i);
                routes.Add(kept, $"{i}/sibling/+");
            }

            for (int i = 0; index != 0 && i < Parents - 1; i = Math.Max(i, Volatile.Read(ref next)))
            {
                Check(matcher.Match(Routes.Utf8($"{i}/kept/x"), null), kept, 1);
            }
        });
    }

    [Fact]
    public void A_match_has_every_subscription_that_counts_in_its_generation_and_no_other()
    {
        const int Added = 1500;
        var routes = new Routes();
        long[] addedAt = new long[Added];
        int added = 0;

        Run(
            routes,
            seed: 5,
            (matcher, _) =>
            {
                int before = Volatile.Read(ref added);
                MatchResult match = matcher.Match("seen/1"u8, null);
                int after = Volatile.Read(ref added);
                int count = 0;
                foreach (Delivery delivery in match.Deliveries)
                {
                    Assert.True(((Subscription)delivery).AddedAt <= match.Generation);
                    count += delivery.Target.Name == "seen" ? 1 : 0;
                }

                int due = addedAt.AsSpan(0, after).ToArray().Count(generation => generation <= match.Generation);
                Assert.InRange(due, before, after);
                Assert.InRange(count, due, after + 1);
            },
            _ =>
            {
                if (added < Added)
                {
                    string filter = (added % 4) switch { 0 => "seen/1", 1 => "seen/+", 2 => "seen/#", _ => "+/1" };
                    addedAt[added] = routes.Add(new PlainTarget("seen"), filter).AddedAt;
                    Volatile.Write(ref added, added + 1);
                }
            });
    }

    [Fact]
    public void A_lone_filter_is_not_missed_while_it_gets_company_and_is_left_alone_again()
    {
        var routes = new Routes();
        var kept = new PlainTarget("kept");
        string[] alone = ["p/q/r/s/+", "p/+/r/s/t", "+/q/r/#"];
        Array.ForEach(alone, filter => routes.Add(kept, filter, id: 1));
        string[] company = ["p/q/r/+", "p/q/r/s/+/u", "p/+/r/s/x/+", "p/+/r/y/#", "+/q/r/z/+", "+/q/+/s", "p/+/r/#"];

        Run(
            routes,
            seed: 6,
            (matcher, _) => Check(matcher.Match("p/q/r/s/t"u8, null), kept, 3),
            random =>
            {
                var other = new PlainTarget("other");
                string first = company[random.Next(company.Length)];
                string second = company[random.Next(company.Length)];
                routes.Add(other, first);
                routes.Add(other, second);
                routes.Table.RemoveAll(other);
            });
    }

    [Fact]
    public void Every_message_to_a_group_has_one_member_and_all_get_their_share()
    {
        var routes = new Routes();
        PlainTarget[] members = [.. Enumerable.Range(0, 4).Select(i => new PlainTarget($"m{i}"))];
        Array.ForEach(members, member => routes.Add(member, "$share/g/k/1"));
        SharedGroup group = routes.GroupFor("k/1");
        Message message = Routes.MessageTo("k/1");
        int[] counts = new int[members.Length];

        InParallel(Readers, _ =>
        {
            for (int i = 0; i < 40_000; i++)
            {
                Interlocked.Increment(ref counts[Array.IndexOf(members, group.Pick(message, null)!.Target)]);
            }
        });

        Assert.All(counts, count => Assert.Equal(Readers * 40_000 / members.Length, count));
    }

    [Fact]
    public void A_group_with_members_that_come_and_go_always_has_one()
    {
        var routes = new Routes();
        routes.Add(new PlainTarget("kept"), "$share/g/k/1");
        Message message = Routes.MessageTo("k/1");

        Run(routes, seed: 4, (matcher, _) =>
        {
            foreach (SharedGroup group in matcher.Match("k/1"u8, null).Groups)
            {
                if (group.Filter.AsSpan().SequenceEqual("$share/g/k/1"u8))
                {
                    Assert.NotNull(group.Pick(message, null));
                    return;
                }
            }

            Assert.Fail("The group was missed.");
        });
    }

    [Fact]
    public void A_book_is_listed_while_it_changes()
    {
        var routes = new Routes();
        var kept = new PlainTarget("kept");
        routes.Add(kept, "k/kept");
        bool done = false;

        InParallel(2, index =>
        {
            for (int i = 0; index == 0 && i < Changes; i++)
            {
                routes.Add(kept, $"k/{i % 20}");
                routes.Remove(kept, $"k/{(i * 7) % 20}");
            }

            Volatile.Write(ref done, Volatile.Read(ref done) || index == 0);
            while (!Volatile.Read(ref done))
            {
                Assert.Contains(kept.Subscriptions.Snapshot(), s => s.Filter.AsSpan().SequenceEqual("k/kept"u8));
            }
        });
    }

    private static void Check(MatchResult match, PlainTarget kept, int filters)
    {
        int found = 0;
        foreach (Delivery delivery in match.Deliveries)
        {
            if (ReferenceEquals(delivery.Target, kept))
            {
                found += delivery.SubscriptionIds.Length;
            }
        }

        Assert.Equal(filters, found);
    }

    private static void Run(
        Routes routes, int seed, Action<Matcher, Random> read, Action<Random>? alsoWrite = null)
    {
        bool done = false;
        InParallel(Readers + 1, index =>
        {
            var random = new Random((seed * 100) + index);
            if (index == 0)
            {
                try
                {
                    Change(routes, random, alsoWrite);
                }
                finally
                {
                    Volatile.Write(ref done, true);
                }

                return;
            }

            DeliveryMode mode = index % 2 == 0 ? DeliveryMode.OnlyOnce : DeliveryMode.Overlap;
            Matcher matcher = routes.NewMatcher(mode);
            while (!Volatile.Read(ref done))
            {
                read(matcher, random);
            }
        });
    }

    private static void Change(Routes routes, Random random, Action<Random>? alsoWrite)
    {
        PlainTarget[] others = [.. Enumerable.Range(0, 40).Select(i => new PlainTarget($"o{i}"))];
        string[] prefixes = ["", "", "$share/g/", "$share/h/", "$queue/"];
        for (int i = 0; i < Changes; i++)
        {
            PlainTarget target = others[random.Next(others.Length)];
            string filter = prefixes[random.Next(prefixes.Length)] + OtherFilter(random);
            switch (random.Next(100))
            {
                case 0:
                    routes.Table.RemoveAll(target);
                    break;
                case < 40:
                    routes.Remove(target, filter);
                    break;
                default:
                    routes.Add(target, filter);
                    break;
            }

            alsoWrite?.Invoke(random);
        }
    }

    private static string OtherFilter(Random random) => random.Next(6) switch
    {
        0 => "k/0",
        1 => "k/+",
        2 => "k/1",
        3 => $"k/{random.Next(64)}/#",
        4 => $"+/{random.Next(64)}",
        _ => $"k/{random.Next(64)}",
    };

    /// <summary>Runs on threads of its own; a failure in any of them fails the test, and ends the others.</summary>
    private static void InParallel(int count, Action<int> body)
    {
        Exception? failure = null;
        var threads = new Thread[count];
        for (int i = 0; i < count; i++)
        {
            int index = i;
            threads[i] = new Thread(() =>
            {
                try
                {
                    body(index);
                }
                catch (Exception e) when (e is not OutOfMemoryException)
                {
                    Interlocked.CompareExchange(ref failure, e, null);
                }
            });
            threads[i].Start();
        }

        Array.ForEach(threads, thread => thread.Join());
        Assert.Null(failure);
    }
}
