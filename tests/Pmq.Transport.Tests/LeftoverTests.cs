using Pmq.Transport.Epoll;

namespace Pmq.Transport.Tests;

public sealed class LeftoverTests
{
    private const int Large = 3 * ReceiveBuffer.Headroom;

    [Fact]
    public void Nothing_is_held_while_nothing_is_left()
    {
        var left = new Leftover();
        left.Keep([1, 2, 3]);

        left.Keep([]);

        Assert.Equal(0, left.Length);
        Assert.Empty(left.Bytes);
    }

    [Fact]
    public void What_is_left_is_put_right_before_what_comes_next()
    {
        var left = new Leftover();
        left.Keep([1, 2, 3]);
        byte[] buffer = [0, 0, 0, 0, 9];

        left.CopyBefore(buffer, 4);

        Assert.Equal([0, 1, 2, 3, 9], buffer);
    }

    [Fact]
    public void It_keeps_a_part_of_its_own_bytes()
    {
        var left = new Leftover();
        left.Keep([1, 2, 3, 4, 5]);

        left.Keep(left.Bytes.AsSpan(3, 2));

        Assert.Equal([4, 5], left.Bytes.AsSpan(0, left.Length).ToArray());
    }

    [Fact]
    public void More_than_the_headroom_is_kept_and_shrinks_again()
    {
        byte[] bytes = Sequence(Large);
        var left = new Leftover();

        left.Keep(bytes);
        Assert.True(left.IsLarge);
        Assert.Equal(bytes, left.Bytes.AsSpan(0, left.Length).ToArray());

        left.Keep(left.Bytes.AsSpan(Large - 7, 7));
        Assert.False(left.IsLarge);
        Assert.Equal(7, left.Bytes.Length);
        Assert.True(bytes.AsSpan(Large - 7).SequenceEqual(left.Bytes));
        left.Drop();
    }

    [Fact]
    public void Reads_go_behind_the_bytes_of_a_large_packet_however_long_it_gets()
    {
        using var pair = new SocketPair();
        byte[] bytes = Sequence(40 * ReceiveBuffer.Headroom);
        var left = new Leftover();
        left.Keep(bytes.AsSpan(0, Large));
        int sent = Large;

        using var limit = new CancellationTokenSource(SocketClient.Patience);
        while (left.Length < bytes.Length)
        {
            limit.Token.ThrowIfCancellationRequested();
            sent += sent < bytes.Length ? pair.Far.Send(bytes.AsSpan(sent, Math.Min(10_000, bytes.Length - sent))) : 0;
            left.Receive(pair.Descriptor, out _);
        }

        Assert.Equal(bytes, left.Bytes.AsSpan(0, left.Length).ToArray());
        left.Drop();
    }

    private static byte[] Sequence(int length)
    {
        byte[] bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        return bytes;
    }
}
