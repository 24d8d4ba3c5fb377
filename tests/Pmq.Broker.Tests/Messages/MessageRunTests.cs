using Pmq.Broker.Messages;
using Pmq.Protocol;

namespace Pmq.Broker.Tests.Messages;

public sealed class MessageRunTests
{
    // Packets of 7, 8 and 9 bytes: five bytes of header and topic, and the text.
    private static readonly MessageBlock Three = Blocks.Of(QoS.AtMostOnce, "ab", "abc", "abcd");

    [Theory]
    [InlineData(24, 3, 3, 24)]
    [InlineData(1000, 99, 3, 24)]
    [InlineData(23, 3, 3, 24)]
    [InlineData(16, 3, 3, 24)]
    [InlineData(15, 3, 2, 15)]
    [InlineData(8, 3, 2, 15)]
    [InlineData(7, 3, 1, 7)]
    [InlineData(1, 3, 1, 7)]
    [InlineData(0, 3, 1, 7)]
    [InlineData(1000, 2, 2, 15)]
    [InlineData(1000, 1, 1, 7)]
    [InlineData(8, 1, 1, 7)]
    public void It_counts_what_fills_the_bytes_and_stays_within_the_count(
        int bytesMax, int countMax, int count, int length)
    {
        var run = new MessageRun(Three);

        Assert.Equal(count, run.CountWithin(bytesMax, countMax, out int bytes));
        Assert.Equal(length, bytes);
    }

    [Fact]
    public void It_counts_from_where_it_was_taken_to()
    {
        var run = new MessageRun(Three);

        Assert.Equal("ab", Blocks.TextOf(run.Take()));

        Assert.Equal(2, run.Count);
        Assert.Equal(17, run.Rest.Length);
        Assert.Equal(1, run.CountWithin(8, 9, out int bytes));
        run.Skip(1, bytes);
        Assert.Equal(1, run.CountWithin(8, 9, out bytes));
        Assert.Equal(9, bytes);
        Assert.Equal("abcd", Blocks.TextOf(run.Take()));
        Assert.Equal(0, run.Count);
        Assert.True(run.Rest.IsEmpty);
    }

    [Fact]
    public void What_was_picked_of_a_block_is_taken_one_by_one()
    {
        var run = new MessageRun(new PickedMessages(Three, [0, 15]));

        Assert.False(run.IsContiguous);
        Assert.Equal(2, run.Count);
        Assert.Equal("ab", Blocks.TextOf(run.Take()));
        Assert.Equal("abcd", Blocks.TextOf(run.Take()));
        Assert.Equal(0, run.Count);
    }
}
