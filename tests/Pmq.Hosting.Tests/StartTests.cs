using Pmq.Protocol;

namespace Pmq.Hosting.Tests;

public abstract class StartTests(SocketsChoice sockets)
{
    [Theory]
    [InlineData(ProtocolVersion.Mqtt31)]
    [InlineData(ProtocolVersion.Mqtt311)]
    [InlineData(ProtocolVersion.Mqtt5)]
    public async Task A_message_goes_from_socket_to_socket(ProtocolVersion version)
    {
        await using NodeHost host = await NodeHost.StartAsync(sockets: sockets);
        var settings = new ConnectSettings { Version = version };
        using SocketClient subscriber = await host.ConnectAsync(settings with { ClientId = "sub" });
        using SocketClient publisher = await host.ConnectAsync(settings with { ClientId = "pub" });
        await subscriber.SubscribeAsync("a/+");

        await publisher.PublishAsync("a/b", "hello");

        Packet message = await subscriber.TakeAsync(PacketType.Publish);
        Assert.Equal(("a/b", "hello"), (message.Topic, message.Text));
    }

    [Fact]
    public async Task A_packet_of_one_byte_at_a_time_is_a_packet()
    {
        await using NodeHost host = await NodeHost.StartAsync(sockets: sockets);
        using SocketClient client = await SocketClient.OpenAsync(host.Port);
        ReadOnlyMemory<byte> connect = SocketClient.ConnectBytes(new ConnectSettings { ClientId = "slow" });

        for (int i = 0; i < connect.Length; i++)
        {
            await client.SendAsync(connect.Slice(i, 1));
        }

        Assert.Equal(ReasonCode.Success, (await client.TakeAsync(PacketType.Connack)).Reason);
    }

    [Fact]
    public async Task A_message_of_many_segments_is_delivered_whole()
    {
        await using NodeHost host = await NodeHost.StartAsync(sockets: sockets);
        using SocketClient client = await host.ConnectAsync("both");
        await client.SubscribeAsync("large", QoS.AtLeastOnce);
        byte[] payload = new byte[1_000_000];
        new Random(1).NextBytes(payload);

        await client.PublishAsync("large", payload);

        Assert.Equal(payload, (await client.TakeAsync(PacketType.Publish)).Payload);
    }

    [Fact]
    public async Task A_client_that_is_gone_is_counted_no_more()
    {
        await using NodeHost host = await NodeHost.StartAsync(sockets: sockets);
        using (await host.ConnectAsync("short"))
        {
            Assert.Equal(1, host.Node.ClientCount);
        }

        using var limit = new CancellationTokenSource(SocketClient.Patience);
        while (host.Node.ClientCount > 0 || host.Node.SessionCount > 0)
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        Assert.True(host.Node.Ledger.Balances, host.Node.Ledger.ToString());
    }
}
