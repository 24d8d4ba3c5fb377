using System.Buffers;
using System.Text;
using Pmq.Broker.Options;
using Pmq.Protocol;

namespace Pmq.Hosting.Tests;

/// <summary>How bytes come and how connections end, which the engine must not notice.</summary>
public abstract class SocketTests(SocketsChoice sockets)
{
    [Fact]
    public async Task Packets_may_be_cut_anywhere()
    {
        await using NodeHost host = await NodeHost.StartAsync(sockets: sockets);
        using SocketClient client = await host.ConnectAsync("cut");
        await client.SubscribeAsync("a", QoS.AtMostOnce);
        byte[] stream = Publishes(count: 50, payloadBytes: 60);

        for (int at = 0, length = 1; at < stream.Length; at += length, length = (length % 13) + 1)
        {
            await client.SendAsync(stream.AsMemory(at, Math.Min(length, stream.Length - at)));
        }

        await TakeNumberedAsync(client, 50);
    }

    [Theory]
    [InlineData(100, 20_000)]
    [InlineData(20, 200_000)]
    [InlineData(6, 1_000_000)]
    public async Task Packets_may_be_larger_than_any_buffer(int count, int payloadBytes)
    {
        await using NodeHost host = await NodeHost.StartAsync(sockets: sockets);
        using SocketClient subscriber = await host.ConnectAsync("sub");
        using SocketClient publisher = await host.ConnectAsync("pub");
        await subscriber.SubscribeAsync("a");

        Task sending = publisher.SendAsync(Publishes(count, payloadBytes));

        await TakeNumberedAsync(subscriber, count);
        await sending;
        await publisher.PingAsync();
    }

    [Fact]
    public async Task Everything_in_one_segment_is_worked_off_although_reading_pauses_in_between()
    {
        await using NodeHost host = await NodeHost.StartAsync(sockets: sockets);
        using SocketClient client = await SocketClient.OpenAsync(host.Port);
        var all = new ArrayBufferWriter<byte>();
        all.Write(SocketClient.ConnectBytes(new ConnectSettings { ClientId = "eager" }).Span);
        var request = new SubscriptionRequest("a"u8.ToArray(), new SubscriptionOptions(QoS.AtMostOnce));
        SubscribeEncoder.WriteSubscribe(all, ProtocolVersion.Mqtt5, 1, [request]);
        all.Write(Publishes(count: 3, payloadBytes: 10));
        ControlEncoder.WritePingreq(all);

        await client.SendAsync(all.WrittenMemory);

        // It reads on when CONNECT is answered, and again when SUBSCRIBE is carried out, though nothing new comes.
        await client.TakeAsync(PacketType.Connack);
        await client.TakeAsync(PacketType.Suback);
        List<Packet> rest = [];
        while (rest.Count < 4)
        {
            rest.Add(await client.TakeAsync());
        }

        Assert.Equal(3, rest.Count(packet => packet.Type == PacketType.Publish));
        Assert.Single(rest, packet => packet.Type == PacketType.Pingresp);
    }

    [Fact]
    public async Task What_is_more_than_one_go_may_take_is_worked_off_in_several()
    {
        await using NodeHost host = await NodeHost.StartAsync(
            new BrokerOptions { Turn = new TurnOptions { ReadBytesMax = 1024 } }, sockets);
        using SocketClient client = await host.ConnectAsync("greedy");
        await client.SubscribeAsync("a");

        await client.SendAsync(Publishes(count: 500, payloadBytes: 300));

        await TakeNumberedAsync(client, 500);
    }

    [Fact]
    public async Task A_client_that_sends_no_more_still_gets_what_it_is_owed()
    {
        await using NodeHost host = await NodeHost.StartAsync(sockets: sockets);
        using SocketClient client = await host.ConnectAsync("half");
        await client.SubscribeAsync("a");
        using SocketClient publisher = await host.ConnectAsync("pub");
        await publisher.SendAsync(Publishes(count: 3, payloadBytes: 100_000));
        await publisher.PingAsync();
        await UntilAsync(() => host.Node.Ledger.Delivered == 3);

        client.EndSending();

        await TakeNumberedAsync(client, 3);
        Assert.Empty(await client.TakeUntilClosedAsync());
        await UntilAsync(() => host.Node.ClientCount == 1);
    }

    [Fact]
    public async Task A_connection_that_is_reset_in_the_middle_of_a_packet_is_lost_and_its_will_published()
    {
        await using NodeHost host = await NodeHost.StartAsync(sockets: sockets);
        using SocketClient witness = await host.ConnectAsync("witness");
        await witness.SubscribeAsync("will");
        using SocketClient mortal = await host.ConnectAsync(
            new ConnectSettings { ClientId = "mortal", Will = new WillSettings("will", "gone") });
        await mortal.SendAsync(Publishes(count: 1, payloadBytes: 100).AsMemory(0, 50));

        mortal.Reset();

        Assert.Equal("gone", (await witness.TakeAsync(PacketType.Publish)).Text);
        await UntilAsync(() => host.Node.ClientCount == 1);
    }

    [Fact]
    public async Task A_connection_that_is_reset_before_it_says_anything_harms_nobody()
    {
        await using NodeHost host = await NodeHost.StartAsync(sockets: sockets);
        for (int i = 0; i < 50; i++)
        {
            SocketClient silent = await SocketClient.OpenAsync(host.Port);
            silent.Reset();
        }

        using SocketClient client = await host.ConnectAsync("client");
        await client.PingAsync();
    }

    [Fact]
    public async Task A_client_that_is_taken_over_is_told_and_closed()
    {
        await using NodeHost host = await NodeHost.StartAsync(sockets: sockets);
        using SocketClient first = await host.ConnectAsync("one");
        using SocketClient second = await host.ConnectAsync("one");

        Packet goodbye = Assert.Single(await first.TakeUntilClosedAsync());

        Assert.Equal(ReasonCode.SessionTakenOver, goodbye.Reason);
        await second.PingAsync();
    }

    [Fact]
    public async Task One_publisher_reaches_many_subscribers_wherever_they_are()
    {
        const int subscribers = 200;
        const int messages = 50;
        await using NodeHost host = await NodeHost.StartAsync(sockets: sockets);
        SocketClient[] clients = await Task.WhenAll(
            Enumerable.Range(0, subscribers).Select(i => host.ConnectAsync($"sub{i}")));
        try
        {
            await Task.WhenAll(clients.Select(client => client.SubscribeAsync("a")));
            using SocketClient publisher = await host.ConnectAsync("pub");

            await publisher.SendAsync(Publishes(messages, payloadBytes: 100));

            await Task.WhenAll(clients.Select(client => TakeNumberedAsync(client, messages)));
        }
        finally
        {
            Array.ForEach(clients, client => client.Dispose());
        }

        Assert.True(host.Node.Ledger.Balances, host.Node.Ledger.ToString());
    }

    /// <summary>Numbered messages to one topic, one after the other.</summary>
    internal static byte[] Publishes(int count, int payloadBytes)
    {
        var output = new ArrayBufferWriter<byte>();
        for (int i = 0; i < count; i++)
        {
            byte[] payload = new byte[payloadBytes];
            new Random(i).NextBytes(payload);
            Encoding.UTF8.GetBytes($"{i:D6}:").CopyTo(payload, 0);
            PublishEncoder.Write(output, ProtocolVersion.Mqtt5, new PublishPacket("a"u8.ToArray(), payload));
        }

        return output.WrittenSpan.ToArray();
    }

    /// <summary>Takes as many of these messages, which must come whole and in order.</summary>
    internal static async Task TakeNumberedAsync(SocketClient client, int count)
    {
        for (int i = 0; i < count; i++)
        {
            byte[] payload = (await client.TakeAsync(PacketType.Publish)).Payload;
            byte[] expected = new byte[payload.Length];
            new Random(i).NextBytes(expected);
            Encoding.UTF8.GetBytes($"{i:D6}:").CopyTo(expected, 0);
            Assert.True(expected.AsSpan().SequenceEqual(payload), $"message {i}");
        }
    }

    internal static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(SocketClient.Patience);
        while (!condition())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
