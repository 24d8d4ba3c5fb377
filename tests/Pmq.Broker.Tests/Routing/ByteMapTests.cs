using Pmq.Broker.Routing;
using Pmq.Protocol;

namespace Pmq.Broker.Tests.Routing;

public sealed class ByteMapTests
{
    [Theory]
    [InlineData(1, 0xFFFF_FFFFu)]
    [InlineData(2, 7u)]
    [InlineData(3, 0u)]
    public void It_holds_what_a_dictionary_holds(int seed, uint hashMask)
    {
        // Few different hashes make long runs of places, of which many are left taken.
        var random = new Random(seed);
        var map = new ByteMap<Subscription, Subscription.ByFilter>();
        var model = new Dictionary<string, Subscription>();
        for (int step = 0; step < 20_000; step++)
        {
            string key = $"{random.Next(step < 10_000 ? 300 : 20)}";
            byte[] bytes = Routes.Utf8(key);
            uint hash = TopicHash.Of(bytes, 5) & hashMask;
            bool exists = model.TryGetValue(key, out Subscription? expected);
            Assert.Same(expected, map.Find(bytes, hash));
            if (exists && random.Next(3) == 0)
            {
                var next = With(bytes);
                map.Replace(expected!, next, hash);
                model[key] = next;
            }
            else if (exists)
            {
                map.Remove(expected!, hash);
                model.Remove(key);
            }
            else
            {
                model[key] = With(bytes);
                map.Add(model[key], hash);
            }

            Assert.Equal(model.Count, map.Count);
        }

        var listed = new HashSet<Subscription>();
        foreach (Subscription subscription in map)
        {
            Assert.True(listed.Add(subscription));
        }

        Assert.True(listed.SetEquals(model.Values));
    }

    [Fact]
    public void Hashes_spread_and_depend_on_the_seed_and_on_every_byte()
    {
        var hashes = new HashSet<uint>();
        for (int i = 0; i < 10_000; i++)
        {
            hashes.Add(TopicHash.Of(Routes.Utf8($"device/{i}"), 1));
            hashes.Add(TopicHash.Of(Routes.Utf8($"device/{i}"), 2));
        }

        Assert.InRange(hashes.Count, 19_990, 20_000);
        byte[] zeros = new byte[40];
        Assert.Equal(
            41, Enumerable.Range(0, 41).Select(length => TopicHash.Of(zeros.AsSpan(0, length), 1)).Distinct().Count());
        var changed = new HashSet<uint> { TopicHash.Of(zeros, 1) };
        for (int i = 0; i < zeros.Length; i++)
        {
            zeros[i] = 1;
            Assert.True(changed.Add(TopicHash.Of(zeros, 1)));
            zeros[i] = 0;
        }
    }

    private static Subscription With(byte[] filter) =>
        new(new PlainTarget("c"), new SubscriptionSpec(filter, QoS.AtMostOnce), addedAt: 0);
}
