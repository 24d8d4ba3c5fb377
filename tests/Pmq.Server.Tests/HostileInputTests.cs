using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Pmq.Protocol;

namespace Pmq.Server.Tests;

/// <summary>What strangers send to an open port, while a client that behaves goes on undisturbed.</summary>
public sealed class HostileInputTests(SharedBroker broker) : IClassFixture<SharedBroker>
{
    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("\0\0\0\0\0\0\0\0")]
    [InlineData("\u0010\u00ff\u00ff\u00ff\u00ff\u0001")]
    public async Task Another_protocol_is_cut_off(string text) => await UndisturbedAsync(async () =>
    {
        using SocketClient stranger = await SocketClient.OpenAsync(broker.Port);
        await stranger.SendAsync(Encoding.Latin1.GetBytes(text));
        await stranger.ReadToEndAsync();
    });

    [Fact]
    public async Task Random_bytes_do_no_harm() => await UndisturbedAsync(async () =>
    {
        var random = new Random(1);
        for (int i = 0; i < 100; i++)
        {
            using SocketClient stranger = await SocketClient.OpenAsync(broker.Port);
            byte[] bytes = new byte[random.Next(1, 2000)];
            random.NextBytes(bytes);
            await SendUnlessClosedAsync(stranger, bytes);
        }
    });

    [Fact]
    public async Task Random_bytes_after_a_good_CONNECT_do_no_harm() => await UndisturbedAsync(async () =>
    {
        var random = new Random(2);
        for (int i = 0; i < 100; i++)
        {
            using SocketClient stranger = await ConnectAsync($"random-{i % 5}");
            byte[] bytes = new byte[random.Next(1, 2000)];
            random.NextBytes(bytes);
            await SendUnlessClosedAsync(stranger, bytes);
        }
    });

    [Fact]
    public async Task Half_a_packet_and_then_nothing_holds_nobody_up() => await UndisturbedAsync(async () =>
    {
        ReadOnlyMemory<byte> connect = SocketClient.ConnectBytes(new ConnectSettings { ClientId = "half" });
        List<SocketClient> halves = [];
        for (int length = 1; length < connect.Length; length++)
        {
            SocketClient half = await SocketClient.OpenAsync(broker.Port);
            await half.SendAsync(connect[..length]);
            halves.Add(half);
        }

        await ExchangeAsync("meanwhile");
        halves.ForEach(half => half.Dispose());
    });

    [Fact]
    public async Task A_packet_that_drips_is_still_a_packet() => await UndisturbedAsync(async () =>
    {
        using SocketClient slow = await ConnectAsync("drip");
        byte[] packet = [0x30, 0x0B, 0x00, 0x04, (byte)'d', (byte)'r', (byte)'i', (byte)'p', 0x00, .. "slow"u8];
        await slow.SubscribeAsync("drip");
        foreach (byte one in packet)
        {
            await slow.SendAsync(new[] { one });
            await ExchangeAsync("between-drops");
        }

        Assert.Equal("slow", (await slow.TakeAsync(PacketType.Publish)).Text);
    });

    [Fact]
    public async Task A_packet_that_says_it_is_huge_is_refused_from_its_header() => await UndisturbedAsync(async () =>
    {
        using SocketClient stranger = await ConnectAsync("huge");
        await stranger.SendAsync(new byte[] { 0x30, 0xFF, 0xFF, 0xFF, 0x7F });

        Packet goodbye = Assert.Single(await stranger.TakeUntilClosedAsync());
        Assert.Equal(ReasonCode.PacketTooLarge, goodbye.Reason);
    });

    [Fact]
    public async Task Five_hundred_connections_at_once_are_all_answered() => await UndisturbedAsync(async () =>
    {
        SocketClient[] flood = await Task.WhenAll(
            Enumerable.Range(0, 500).Select(i => ConnectAsync("flood-" + i.ToString(CultureInfo.InvariantCulture))));

        await Task.WhenAll(flood.Select(client => client.PingAsync()));
        Array.ForEach(flood, client => client.Dispose());
    });

    [Fact]
    public async Task Five_hundred_connections_of_one_client_leave_one() => await UndisturbedAsync(async () =>
    {
        SocketClient[] flood = await Task.WhenAll(
            Enumerable.Range(0, 500).Select(_ => SocketClient.OpenAsync(broker.Port)));
        ReadOnlyMemory<byte> connect = SocketClient.ConnectBytes(new ConnectSettings { ClientId = "same-for-all" });
        await Task.WhenAll(flood.Select(client => client.SendAsync(connect)));

        // The winner is not told to go; the ends of all others are waited for.
        Task[] ends = [.. flood.Select(client => client.ReadToEndAsync())];
        while (ends.Count(end => !end.IsCompleted) > 1)
        {
            await await Task.WhenAny(ends.Where(end => !end.IsCompleted));
        }

        Assert.All(ends.Where(end => end.IsCompleted), end => Assert.True(end.IsCompletedSuccessfully));

        Array.ForEach(flood, client => client.Dispose());
    });

    [Fact]
    public async Task Connections_that_come_and_go_leave_nothing_open() => await UndisturbedAsync(async () =>
    {
        for (int i = 0; i < 300; i++)
        {
            using SocketClient client = await SocketClient.OpenAsync(broker.Port);
        }
    });

    [Theory]
    [InlineData(65_535, 1)]
    [InlineData(4_097, 1)]
    [InlineData(0, 129)]
    [InlineData(0, 2_000)]
    [InlineData(0, 20_000)]
    public async Task A_filter_that_is_too_long_or_too_deep_is_refused(int length, int levels) =>
        await UndisturbedAsync(async () =>
        {
            using SocketClient client = await ConnectAsync($"filter-{length}-{levels}");
            string filter = length > 0 ? new string('f', length) : string.Join('/', Enumerable.Repeat("+", levels));

            Packet suback = await client.SubscribeAsync(filter);

            Assert.Equal([ReasonCode.TopicFilterInvalid], suback.Codes);
            await client.PingAsync();
        });

    [Fact]
    public async Task A_topic_of_65535_bytes_is_a_topic() => await UndisturbedAsync(async () =>
    {
        using SocketClient client = await ConnectAsync("long-topic");
        string topic = "long/" + new string('t', 65_530);
        await client.SubscribeAsync("long/+");

        await client.PublishAsync(topic, "x");

        Assert.Equal(topic, (await client.TakeAsync(PacketType.Publish)).Topic);
    });

    [Theory]
    [InlineData(128, ReasonCode.Success)]
    [InlineData(129, ReasonCode.TopicNameInvalid)]
    [InlineData(30_000, ReasonCode.TopicNameInvalid)]
    public async Task A_topic_may_be_deep_but_not_bottomless(int levels, ReasonCode expected) =>
        await UndisturbedAsync(async () =>
        {
            using SocketClient client = await ConnectAsync($"deep-{levels}");
            using SocketClient subscriber = await ConnectAsync($"deep-sub-{levels}");
            await subscriber.SubscribeAsync("l/#");

            Packet? answer = await client.PublishAsync(
                string.Join('/', Enumerable.Repeat("l", levels)), "x", QoS.AtLeastOnce);

            Assert.Equal(expected, answer?.Reason);
        });

    private Task<SocketClient> ConnectAsync(string clientId) =>
        SocketClient.ConnectAsync(broker.Port, new ConnectSettings { ClientId = clientId });

    /// <summary>A client that is there before, and works during and after.</summary>
    private async Task UndisturbedAsync(Func<Task> attack)
    {
        using SocketClient steady = await ConnectAsync("");
        string topic = $"steady/{Guid.NewGuid():N}";
        await steady.SubscribeAsync(topic, QoS.AtLeastOnce);

        await attack();

        await steady.PublishAsync(topic, "still here");
        Assert.Equal("still here", (await steady.TakeAsync(PacketType.Publish)).Text);
    }

    /// <summary>Two other clients talk.</summary>
    private async Task ExchangeAsync(string topic)
    {
        using SocketClient client = await ConnectAsync("");
        await client.SubscribeAsync(topic);
        await client.PublishAsync(topic, "x");
        await client.TakeAsync(PacketType.Publish);
    }

    private static async Task SendUnlessClosedAsync(SocketClient client, byte[] bytes)
    {
        try
        {
            await client.SendAsync(bytes);
        }
        catch (SocketException end) when (end.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown)
        {
            // The broker had seen enough.
        }
    }
}
