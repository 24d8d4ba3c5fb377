using System.Net.Sockets;
using Pmq.Transport.Epoll;

namespace Pmq.Transport.Tests;

public sealed class SendSideTests
{
    private static readonly byte[] Chunk = Sequence(60_000);

    [Fact]
    public void What_the_kernel_takes_is_sent_at_once()
    {
        using var pair = new SocketPair();
        var side = new SendSide(pair.Descriptor);

        Assert.True(side.Send([1, 2, 3], out bool beginsToWait));

        Assert.False(beginsToWait);
        Assert.False(side.HasWaiting);
        Assert.Equal([1, 2, 3], Take(pair.Far, 3));
    }

    [Fact]
    public void What_it_does_not_take_waits_and_arrives_in_order_with_what_is_written_meanwhile()
    {
        using var pair = new SocketPair();
        var side = new SendSide(pair.Descriptor);
        int chunks = Fill(pair, ref side);

        Assert.False(side.Send([1, 2, 3], out bool beginsToWait));
        Assert.False(beginsToWait);
        byte[] arrived = TakeAll(pair, ref side, (chunks * Chunk.Length) + 3);

        Assert.False(side.HasWaiting);
        for (int i = 0; i < chunks; i++)
        {
            Assert.True(Chunk.AsSpan().SequenceEqual(arrived.AsSpan(i * Chunk.Length, Chunk.Length)));
        }

        Assert.Equal([1, 2, 3], arrived[^3..]);
        Assert.True(side.Send([4], out _));
        Assert.Equal([4], Take(pair.Far, 1));
    }

    [Fact]
    public void It_may_fill_again_and_again()
    {
        using var pair = new SocketPair();
        var side = new SendSide(pair.Descriptor);

        for (int i = 0; i < 3; i++)
        {
            int chunks = Fill(pair, ref side);
            byte[] arrived = TakeAll(pair, ref side, chunks * Chunk.Length);
            Assert.True(Chunk.AsSpan().SequenceEqual(arrived.AsSpan((chunks - 1) * Chunk.Length)));
        }
    }

    [Fact]
    public void Only_the_first_that_waits_says_so()
    {
        using var pair = new SocketPair();
        var side = new SendSide(pair.Descriptor);
        bool beginsToWait = false;
        while (side.Send(Chunk, out beginsToWait))
        {
            Assert.False(beginsToWait);
        }

        Assert.True(beginsToWait);
        Assert.False(side.Send(Chunk, out beginsToWait));
        Assert.False(beginsToWait);
    }

    [Fact]
    public void Once_closed_nothing_is_sent_although_the_descriptor_is_open()
    {
        using var pair = new SocketPair();
        var side = new SendSide(pair.Descriptor);

        side.Close();

        Assert.True(side.Send([1, 2, 3], out bool beginsToWait));
        Assert.False(beginsToWait);
        Assert.True(side.SendWaiting());
        Assert.Equal(0, pair.Far.Available);
        Assert.True(pair.Near.Send([9]) == 1);
        Assert.Equal([9], Take(pair.Far, 1));
    }

    [Fact]
    public void A_broken_connection_takes_everything()
    {
        using var pair = new SocketPair();
        var side = new SendSide(pair.Descriptor);
        int chunks = Fill(pair, ref side);
        Assert.True(chunks > 0);
        pair.Far.LingerState = new LingerOption(enable: true, seconds: 0);
        pair.Far.Dispose();

        using var limit = new CancellationTokenSource(SocketClient.Patience);
        while (!side.SendWaiting())
        {
            limit.Token.ThrowIfCancellationRequested();
        }

        Assert.False(side.HasWaiting);
        Assert.True(side.Send(Chunk, out _));
    }

    private static int Fill(SocketPair pair, ref SendSide side)
    {
        pair.Near.SendBufferSize = 8192;
        int chunks = 1;
        while (side.Send(Chunk, out _))
        {
            chunks++;
        }

        Assert.True(side.HasWaiting);
        return chunks;
    }

    private static byte[] TakeAll(SocketPair pair, ref SendSide side, int count)
    {
        byte[] bytes = new byte[count];
        int taken = 0;
        using var limit = new CancellationTokenSource(SocketClient.Patience);
        while (taken < count)
        {
            limit.Token.ThrowIfCancellationRequested();
            taken += pair.Far.Available > 0 ? pair.Far.Receive(bytes.AsSpan(taken)) : 0;
            side.SendWaiting();
        }

        return bytes;
    }

    private static byte[] Take(Socket socket, int count)
    {
        byte[] bytes = new byte[count];
        socket.Blocking = true;
        socket.ReceiveTimeout = (int)SocketClient.Patience.TotalMilliseconds;
        int taken = 0;
        while (taken < count)
        {
            taken += socket.Receive(bytes.AsSpan(taken));
        }

        return bytes;
    }

    private static byte[] Sequence(int length)
    {
        byte[] bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        return bytes;
    }
}
