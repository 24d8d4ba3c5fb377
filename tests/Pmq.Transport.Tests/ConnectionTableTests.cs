using Pmq.Transport.Epoll;

namespace Pmq.Transport.Tests;

public sealed class ConnectionTableTests
{
    [Fact]
    public void A_key_is_given_again_only_after_the_round_in_which_it_became_free()
    {
        var table = new ConnectionTable();
        int first = table.Add(Any());
        table.Remove(first);

        int second = table.Add(Any());
        table.ReuseKeys();
        int third = table.Add(Any());

        Assert.NotEqual(first, second);
        Assert.Equal(first, third);
    }

    [Fact]
    public void It_finds_each_of_many_and_lists_those_that_are_there()
    {
        var table = new ConnectionTable();
        SocketConnection[] connections = [.. Enumerable.Range(0, 1000).Select(_ => Any())];
        int[] keys = [.. connections.Select(table.Add)];

        Assert.All(keys, key => Assert.Same(connections[Array.IndexOf(keys, key)], table[key]));
        table.Remove(keys[500]);
        Assert.Null(table[keys[500]]);
        Assert.Equal(connections.Where(connection => connection != connections[500]), table.All());
    }

    [Fact]
    public void A_connection_of_its_own_takes_less_than_300_bytes()
    {
        SocketConnection[] connections = new SocketConnection[1000];
        _ = Any();
        long before = GC.GetAllocatedBytesForCurrentThread();

        for (int i = 0; i < connections.Length; i++)
        {
            connections[i] = Any();
        }

        long each = (GC.GetAllocatedBytesForCurrentThread() - before) / connections.Length;
        Assert.InRange(each, 1, 300);
    }

    internal static SocketConnection Any() => new(loop: null!, descriptor: -1, new PeerAddress([]));
}
