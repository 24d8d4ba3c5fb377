namespace Pmq.Transport.Tests;

public sealed class SystemRandomSourceTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(256)]
    [InlineData(1000)]
    public void All_bytes_are_overwritten_and_differ_each_time(int length)
    {
        var source = new SystemRandomSource();
        var first = new byte[length];
        var everSet = new byte[length];
        for (int i = 0; i < 40; i++)
        {
            source.Fill(first);
            for (int at = 0; at < length; at++)
            {
                everSet[at] |= first[at];
            }
        }

        // The chance that a byte which is filled stays zero forty times is nothing.
        Assert.DoesNotContain((byte)0, everSet);
    }

    [Fact]
    public void Nothing_to_fill_is_no_fault() => new SystemRandomSource().Fill([]);

    [Fact]
    public void Numbers_differ()
    {
        var source = new SystemRandomSource();

        Assert.True(Enumerable.Range(0, 100).Select(_ => source.Next()).Distinct().Count() > 90);
    }
}
