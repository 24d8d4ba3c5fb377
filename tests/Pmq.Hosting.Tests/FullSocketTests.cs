using Pmq.Protocol;

namespace Pmq.Hosting.Tests;

/// <summary>Clients that do not read: their sockets are full, and bytes wait in the broker.</summary>
public abstract class FullSocketTests(SocketsChoice sockets)
{
    private const int PayloadBytes = 100_000;

    [Fact]
    public async Task A_subscriber_that_does_not_read_holds_up_nobody_and_gets_everything_when_it_reads_again()
    {
        await using NodeHost host = await NodeHost.StartAsync(sockets: sockets);
        using SocketClient stuck = await StuckAsync(host);
        using SocketClient other = await host.ConnectAsync("other");
        await other.SubscribeAsync("b");
        using SocketClient publisher = await host.ConnectAsync("pub");
        int messages = await FillAsync(host, publisher);

        await publisher.PublishAsync("b", "passes");
        Assert.Equal("passes", (await other.TakeAsync(PacketType.Publish)).Text);

        await SocketTests.TakeNumberedAsync(stuck, messages);
        await stuck.PingAsync();
        Assert.True(host.Node.Ledger.Balances, host.Node.Ledger.ToString());
    }

    [Fact]
    public async Task A_socket_may_fill_and_empty_many_times()
    {
        await using NodeHost host = await NodeHost.StartAsync(sockets: sockets);
        using SocketClient slow = await StuckAsync(host);
        using SocketClient publisher = await host.ConnectAsync("pub");
        const int messages = 300;

        Task sending = publisher.SendAsync(SocketTests.Publishes(messages, PayloadBytes));

        await SocketTests.TakeNumberedAsync(slow, messages);
        await sending;
    }

    [Fact]
    public async Task What_was_flushed_arrives_before_the_end_although_the_broker_closes()
    {
        await using NodeHost host = await NodeHost.StartAsync(sockets: sockets);
        using SocketClient stuck = await StuckAsync(host);
        using SocketClient publisher = await host.ConnectAsync("pub");
        await FillAsync(host, publisher);

        host.Node.EndClient("stuck", endSession: false);

        IReadOnlyList<Packet> all = await stuck.TakeUntilClosedAsync();
        Assert.Equal((PacketType.Disconnect, ReasonCode.AdministrativeAction), (all[^1].Type, all[^1].Reason));
        Assert.All(all.SkipLast(1), packet => Assert.Equal(PayloadBytes, packet.Payload.Length));
        await SocketTests.UntilAsync(() => host.Node.ClientCount == 1);
    }

    [Fact]
    public async Task A_subscriber_that_is_reset_with_bytes_waiting_for_it_is_gone()
    {
        await using NodeHost host = await NodeHost.StartAsync(sockets: sockets);
        using SocketClient stuck = await StuckAsync(host);
        using SocketClient publisher = await host.ConnectAsync("pub");
        await FillAsync(host, publisher);

        stuck.Reset();

        await SocketTests.UntilAsync(() => host.Node.ClientCount == 1);
        await publisher.PingAsync();
    }

    [Fact]
    public async Task A_client_that_asks_and_does_not_read_gets_all_answers_when_it_does()
    {
        const int pings = 20_000;
        await using NodeHost host = await NodeHost.StartAsync(sockets: sockets);
        using SocketClient stuck = await StuckAsync(host);
        using SocketClient publisher = await host.ConnectAsync("pub");
        int messages = await FillAsync(host, publisher);

        await stuck.SendAsync(Enumerable.Repeat<byte[]>([0xC0, 0x00], pings).SelectMany(ping => ping).ToArray());

        int published = 0;
        int answered = 0;
        while (published < messages || answered < pings)
        {
            Packet packet = await stuck.TakeAsync();
            published += packet.Type == PacketType.Publish ? 1 : 0;
            answered += packet.Type == PacketType.Pingresp ? 1 : 0;
        }

        Assert.Equal((messages, pings), (published, answered));
    }

    private static async Task<SocketClient> StuckAsync(NodeHost host)
    {
        SocketClient stuck = await SocketClient.OpenAsync(host.Port, receiveBytes: 4096);
        await stuck.ConnectAsync(new ConnectSettings { ClientId = "stuck" });
        await stuck.SubscribeAsync("a");
        return stuck;
    }

    /// <summary>Publishes until messages wait in the broker; how many it took.</summary>
    private static async Task<int> FillAsync(NodeHost host, SocketClient publisher)
    {
        byte[] stream = SocketTests.Publishes(200, PayloadBytes);
        int size = stream.Length / 200;
        int messages = 0;
        while (messages < 200 && host.Node.QueuedBytes < 10 * PayloadBytes)
        {
            await publisher.SendAsync(stream.AsMemory(messages * size, size));
            await publisher.PingAsync();
            messages++;
        }

        Assert.True(host.Node.QueuedBytes > 0, "The subscriber's socket took everything.");
        return messages;
    }
}
