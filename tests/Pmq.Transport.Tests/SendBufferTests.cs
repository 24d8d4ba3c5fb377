using Pmq.Transport.Epoll;

namespace Pmq.Transport.Tests;

public sealed class SendBufferTests
{
    [Fact]
    public void A_thread_has_one_buffer_that_goes_from_one_writer_to_the_next()
    {
        byte[] first = SendBuffers.Take(1);
        SendBuffers.GiveBack(first);

        Assert.Same(first, SendBuffers.Take(1));
        SendBuffers.GiveBack(first);
    }

    [Fact]
    public void Two_who_write_at_the_same_time_get_buffers_of_their_own()
    {
        byte[] first = SendBuffers.Take(1);
        byte[] second = SendBuffers.Take(1);

        Assert.NotSame(first, second);
        SendBuffers.GiveBack(first);
        SendBuffers.GiveBack(second);
    }

    [Fact]
    public void Two_connections_that_are_written_to_in_turns_keep_their_bytes_apart()
    {
        using var one = new SocketPair();
        using var other = new SocketPair();
        var first = new SocketConnection(loop: null!, one.Descriptor, new PeerAddress([]));
        var second = new SocketConnection(loop: null!, other.Descriptor, new PeerAddress([]));

        Memory<byte> begun = first.GetMemory(3);
        second.GetSpan(1)[0] = 9;
        second.Advance(1);
        Assert.True(second.Flush());
        new byte[] { 1, 2, 3 }.CopyTo(begun);
        first.Advance(3);
        Assert.True(first.Flush());

        Assert.Equal([1, 2, 3], Received(one));
        Assert.Equal([9], Received(other));
    }

    [Fact]
    public void A_frame_larger_than_the_buffer_is_sent_after_what_was_written_before()
    {
        using var pair = new SocketPair();
        var connection = new SocketConnection(loop: null!, pair.Descriptor, new PeerAddress([]));
        connection.GetSpan(1)[0] = 7;
        connection.Advance(1);

        connection.GetSpan(100_000)[..100_000].Fill(8);
        connection.Advance(100_000);
        Assert.True(connection.Flush());

        byte[] received = Received(pair);
        Assert.Equal(100_001, received.Length);
        Assert.Equal(7, received[0]);
        Assert.Equal(100_000, received.AsSpan(1).Count((byte)8));
    }

    private static byte[] Received(SocketPair pair)
    {
        pair.Near.Shutdown(System.Net.Sockets.SocketShutdown.Send);
        pair.Far.Blocking = true;
        pair.Far.ReceiveTimeout = (int)SocketClient.Patience.TotalMilliseconds;
        var received = new MemoryStream();
        byte[] room = new byte[64 * 1024];
        int count;
        while ((count = pair.Far.Receive(room)) > 0)
        {
            received.Write(room, 0, count);
        }

        return received.ToArray();
    }
}
