namespace Pmq.Protocol.Tests;

public sealed class ByteViewTests
{
    private static readonly byte[] Bytes = [1, 2, 3, 4, 5, 6, 7];

    [Fact]
    public void A_split_view_gives_the_same_bytes_as_a_whole_one()
    {
        for (int start = 0; start <= Bytes.Length; start++)
        {
            for (int length = 0; length <= Bytes.Length - start; length++)
            {
                byte[] expected = Bytes[start..(start + length)];
                for (int cut = 0; cut <= Bytes.Length; cut++)
                {
                    AssertSame(expected, new ByteView(Segments.CutAt(Bytes, cut)).Slice(start, length));
                }

                AssertSame(expected, new ByteView(Bytes).Slice(start, length));
                AssertSame(expected, new ByteView(Segments.SingleWithGaps(Bytes)).Slice(start, length));
            }
        }
    }

    [Fact]
    public void A_slice_within_one_segment_is_one_span()
    {
        var view = new ByteView(Segments.CutAt(Bytes, 3));

        Assert.True(view.Slice(0, 3).IsContiguous);
        Assert.True(view.Slice(3, 4).IsContiguous);
        Assert.False(view.Slice(2, 2).IsContiguous);
    }

    [Fact]
    public void A_slice_beyond_the_end_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ByteView(Bytes).Slice(6, 2).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ByteView(Segments.CutAt(Bytes, 3)).Slice(6, 2).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ByteView(Segments.CutAt(Bytes, 3)).Slice(8, 0).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ByteView(Segments.CutAt(Bytes, 3)).Slice(-1, 2).Length);
    }

    [Fact]
    public void Split_bytes_are_not_to_be_had_as_a_span()
    {
        Assert.Throws<InvalidOperationException>(() => new ByteView(Segments.CutAt(Bytes, 3)).Span.Length);
        Assert.Equal(Bytes, new ByteView(Segments.CutAt(Bytes, 7)).Span.ToArray());
    }

    private static void AssertSame(byte[] expected, ByteView view)
    {
        var parts = new List<byte>();
        foreach (ReadOnlySpan<byte> part in view.Parts)
        {
            parts.AddRange(part);
        }

        Assert.Equal(expected, parts);
        Assert.Equal(expected, view.ToArray());
        Assert.Equal(expected.Length, view.Length);
        Assert.True(view.SequenceEqual(expected));
        Assert.False(view.SequenceEqual([.. expected, 9]));
        Assert.True(view.StartsWith(expected.AsSpan(0, expected.Length / 2)));
        Assert.False(view.StartsWith([.. expected, 9]));
        for (int i = 0; i < expected.Length; i++)
        {
            byte[] other = [.. expected];
            other[i] ^= 0xFF;
            Assert.Equal(expected[i], view[i]);
            Assert.False(view.SequenceEqual(other));
            Assert.False(view.StartsWith(other));
        }
    }
}
