using Pmq.Transport.Epoll;

namespace Pmq.Transport.Tests;

public sealed class InboxTests
{
    [Fact]
    public void All_that_were_put_are_taken_once()
    {
        SocketConnection[] connections = [.. Enumerable.Range(0, 5).Select(_ => ConnectionTableTests.Any())];
        var inbox = new Inbox();
        foreach (SocketConnection connection in connections)
        {
            inbox.Put(connection);
        }

        Assert.Equal(connections.Reverse(), Taken(ref inbox));
        Assert.True(inbox.IsEmpty);
        Assert.Empty(Taken(ref inbox));
    }

    [Fact]
    public async Task None_is_lost_when_many_threads_put_and_one_takes()
    {
        const int each = 20_000;
        var shared = new Shared();
        Task[] putters = [.. Enumerable.Range(0, 3).Select(_ => Task.Run(() => shared.Put(each)))];
        HashSet<SocketConnection> taken = [];

        using var limit = new CancellationTokenSource(SocketClient.Patience);
        while (taken.Count < 3 * each)
        {
            limit.Token.ThrowIfCancellationRequested();
            Assert.All(shared.Take(), connection => Assert.True(taken.Add(connection)));
        }

        await Task.WhenAll(putters);
        Assert.Empty(shared.Take());
    }

    private static List<SocketConnection> Taken(ref Inbox inbox)
    {
        List<SocketConnection> taken = [];
        for (SocketConnection? next = inbox.TakeAll(); next is not null; next = next.NextInInbox)
        {
            taken.Add(next);
        }

        return taken;
    }

    private sealed class Shared
    {
        private Inbox _inbox;

        public void Put(int count)
        {
            for (int i = 0; i < count; i++)
            {
                _inbox.Put(ConnectionTableTests.Any());
            }
        }

        public List<SocketConnection> Take() => Taken(ref _inbox);
    }
}
