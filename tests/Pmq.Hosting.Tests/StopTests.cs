using System.Diagnostics;
using System.Net.Sockets;
using Pmq.Broker.Options;
using Pmq.Protocol;

namespace Pmq.Hosting.Tests;

public abstract class StopTests(SocketsChoice sockets)
{
    [Fact]
    [Seed("GMQ-40")]
    public async Task Stopping_closes_the_listener_and_every_connection()
    {
        await using NodeHost host = await NodeHost.StartAsync(sockets: sockets);
        using SocketClient client5 = await host.ConnectAsync("five");
        using SocketClient client311 = await host.ConnectAsync(
            new ConnectSettings { ClientId = "three", Version = ProtocolVersion.Mqtt311 });

        Task stop = host.StopAsync();

        Packet goodbye = Assert.Single(await client5.TakeUntilClosedAsync());
        Assert.Equal((PacketType.Disconnect, ReasonCode.ServerShuttingDown), (goodbye.Type, goodbye.Reason));
        Assert.Empty(await client311.TakeUntilClosedAsync());
        await stop.WaitAsync(SocketClient.Patience);
        Assert.Equal(0, host.Node.ClientCount);
        await Assert.ThrowsAsync<SocketException>(() => SocketClient.OpenAsync(host.Port));
    }

    [Fact]
    public async Task A_connection_that_has_said_nothing_delays_the_stop_no_longer_than_the_timeout()
    {
        await using NodeHost host = await NodeHost.StartAsync(
            new BrokerOptions { Stop = new StopOptions { Timeout = TimeSpan.FromSeconds(1) } }, sockets);
        using SocketClient silent = await SocketClient.OpenAsync(host.Port);
        var stopwatch = Stopwatch.StartNew();

        await host.StopAsync().WaitAsync(SocketClient.Patience);

        Assert.InRange(stopwatch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(8));
        Assert.Empty(await silent.TakeUntilClosedAsync());
    }

    [Fact]
    [Seed("GMQ-40")]
    public async Task Stopping_again_is_harmless()
    {
        await using NodeHost host = await NodeHost.StartAsync(sockets: sockets);
        using SocketClient client = await host.ConnectAsync("client");

        await Task.WhenAll(host.StopAsync(), host.StopAsync()).WaitAsync(SocketClient.Patience);
        await host.StopAsync().WaitAsync(SocketClient.Patience);
        var again = new TaskCompletionSource();
        host.Node.Stop(again.SetResult);

        await again.Task.WaitAsync(SocketClient.Patience);
        Assert.Single(await client.TakeUntilClosedAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Wills_are_published_on_stop_when_they_are_to(bool publishOnStop)
    {
        await using NodeHost host = await NodeHost.StartAsync(
            new BrokerOptions { Will = new WillOptions { PublishOnStop = publishOnStop } }, sockets);
        using SocketClient client = await host.ConnectAsync(
            new ConnectSettings { ClientId = "mortal", Will = new WillSettings("will", "gone", Retain: true) });

        await host.StopAsync().WaitAsync(SocketClient.Patience);

        // The last thing a stopping session does may end after the program would.
        bool isRetained = await Until(() => host.Node.RetainedCount == 1, publishOnStop);
        Assert.Equal(publishOnStop, isRetained);
    }

    [Fact]
    [Seed("GMQ-40")]
    public async Task A_client_that_does_not_read_delays_the_stop_no_longer_than_the_timeout()
    {
        await using NodeHost host = await NodeHost.StartAsync(new BrokerOptions
        {
            Stop = new StopOptions { Timeout = TimeSpan.FromSeconds(1) },
            Connection = new ConnectionOptions { CloseTimeout = TimeSpan.FromMinutes(5) },
        }, sockets);
        using SocketClient stuck = await SocketClient.OpenAsync(host.Port, receiveBytes: 4096);
        await stuck.ConnectAsync(new ConnectSettings { ClientId = "stuck" });
        await stuck.SubscribeAsync("flood");
        await FillAsync(host);

        var stopwatch = Stopwatch.StartNew();
        await host.StopAsync().WaitAsync(SocketClient.Patience);

        Assert.InRange(stopwatch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(8));
        Assert.Equal(0, host.Node.ClientCount);
    }

    [Fact]
    public async Task A_client_that_does_not_read_is_cut_after_the_close_timeout()
    {
        await using NodeHost host = await NodeHost.StartAsync(new BrokerOptions
        {
            Connection = new ConnectionOptions { CloseTimeout = TimeSpan.FromSeconds(1) },
        }, sockets);
        using SocketClient stuck = await SocketClient.OpenAsync(host.Port, receiveBytes: 4096);
        await stuck.ConnectAsync(new ConnectSettings { ClientId = "stuck" });
        await stuck.SubscribeAsync("flood");
        await FillAsync(host);

        var stopwatch = Stopwatch.StartNew();
        await host.StopAsync().WaitAsync(SocketClient.Patience);

        Assert.InRange(stopwatch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(8));
        Assert.Equal(0, host.Node.ClientCount);
    }

    /// <summary>Publishes until messages wait in the broker, because the subscriber's socket is full.</summary>
    internal static async Task FillAsync(NodeHost host)
    {
        using SocketClient publisher = await host.ConnectAsync("publisher");
        byte[] payload = new byte[256 * 1024];
        for (int i = 0; i < 200 && host.Node.QueuedBytes < 4 * payload.Length; i++)
        {
            await publisher.PublishAsync("flood", payload);
            await publisher.PingAsync();
        }

        Assert.True(host.Node.QueuedBytes > 0, "The subscriber's socket took everything.");
    }

    private static async Task<bool> Until(Func<bool> condition, bool isExpected)
    {
        var stopwatch = Stopwatch.StartNew();
        while (isExpected && !condition() && stopwatch.Elapsed < SocketClient.Patience)
        {
            await Task.Yield();
        }

        return condition();
    }
}
