using Pmq.Broker.Connections;
using Pmq.Broker.Tests.Turns;
using Xunit.Abstractions;

namespace Pmq.Broker.Tests.Connections;

public sealed class PacketIdSetTests(ITestOutputHelper output)
{
    private readonly PacketIdSet _set = new();

    [Fact]
    public void An_identifier_is_added_once()
    {
        Assert.True(_set.Add(7));
        Assert.False(_set.Add(7));
        Assert.True(_set.Contains(7));
        Assert.Equal(1, _set.Count);
        Assert.True(_set.Remove(7));
        Assert.False(_set.Remove(7));
        Assert.False(_set.Contains(7));
    }

    [Fact]
    public void It_holds_every_identifier_there_is()
    {
        for (int i = 0; i <= ushort.MaxValue; i++)
        {
            Assert.True(_set.Add((ushort)i));
        }

        Assert.Equal(ushort.MaxValue + 1, _set.Count);
        for (int i = 0; i <= ushort.MaxValue; i++)
        {
            Assert.True(_set.Remove((ushort)i));
        }

        Assert.Equal(0, _set.Count);
    }

    [Fact]
    public void Clearing_leaves_nothing()
    {
        _set.Add(1);
        _set.Add(60_000);
        _set.Trim();
        Assert.Equal(2, _set.Count);
        _set.Clear();
        Assert.Equal(0, _set.Count);
        Assert.False(_set.Contains(60_000));
    }

    [Fact]
    public void An_identifier_that_comes_and_goes_allocates_nothing()
    {
        Allocations.AssertNone(() =>
        {
            for (ushort id = 1; id < 10_000; id++)
            {
                _set.Add(id);
                _set.Remove(id);
            }
        });
    }

    [Theory]
    [InlineData(1, 20)]
    [InlineData(2, 3000)]
    [InlineData(3, ushort.MaxValue + 1)]
    public void It_agrees_with_a_hash_set(int seed, int range) => Compare(seed, range);

    [Fact]
    public void It_agrees_with_a_hash_set_under_a_fresh_seed()
    {
        int seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        Compare(seed, range: 5000);
    }

    private void Compare(int seed, int range)
    {
        var random = new Random(seed);
        var model = new HashSet<ushort>();
        for (int step = 0; step < 50_000; step++)
        {
            var id = (ushort)random.Next(range);

            // Phases in which it mostly grows and mostly shrinks, so that pages come and go.
            bool grows = random.Next(100) < (step / 5000 % 2 == 0 ? 80 : 20);
            Assert.Equal(grows ? model.Add(id) : model.Remove(id), grows ? _set.Add(id) : _set.Remove(id));
            var other = (ushort)random.Next(range);
            Assert.Equal(model.Contains(other), _set.Contains(other));
            Assert.Equal(model.Count, _set.Count);
        }
    }
}
