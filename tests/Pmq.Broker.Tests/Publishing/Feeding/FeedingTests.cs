using Xunit.Abstractions;

namespace Pmq.Broker.Tests.Publishing.Feeding;

/// <summary>
/// Goal: a batch is nothing but its packets. Method: what a seed makes up is given to the broker packet by packet, in
/// batches, and in batches cut into segments; everybody must get the same, in the same order for each publisher, topic
/// and QoS, and the books must say the same.
/// </summary>
public sealed class FeedingTests(ITestOutputHelper output)
{
    private const int SeedsAtOnce = 10;

    /// <summary>Seeds that run every time, ten from each. One that ever failed is kept here.</summary>
    public static TheoryData<int> Seeds => [1, 11, 21, 31];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_batch_does_what_its_packets_do_one_by_one(int seed)
    {
        for (int i = 0; i < SeedsAtOnce; i++)
        {
            Compare(seed + i);
        }
    }

    [Fact]
    public void A_batch_does_what_its_packets_do_one_by_one_under_a_fresh_seed()
    {
        int seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        Compare(seed);
    }

    private static void Compare(int seed)
    {
        var script = new FeedScript(seed);
        List<string> expected = FeedRun.Play(script, Feed.OneByOne);
        foreach (Feed feed in (Feed[])[Feed.OneBatch, Feed.Segments])
        {
            List<string> got = FeedRun.Play(script, feed);
            int same = expected.Zip(got).TakeWhile(pair => pair.First == pair.Second).Count();
            Assert.True(
                same == expected.Count && same == got.Count,
                $"seed {seed}, {feed}, line {same} of {expected.Count} and {got.Count}:\n"
                    + $"one by one: {expected.ElementAtOrDefault(same)}\n{feed}: {got.ElementAtOrDefault(same)}");
        }
    }
}
