using Pmq.Broker.Options;
using Pmq.Protocol;

namespace Pmq.Hosting.Tests;

/// <summary>Options that the older broker had as <c>mqtt.*</c>, set by their paths and seen by a client.</summary>
public sealed class LimitTests
{
    [Fact]
    [Seed("LMQ-44")]
    public async Task What_a_client_may_do_is_told_it_in_CONNACK()
    {
        await using NodeHost host = await NodeHost.StartAsync(With(
            "session.expiry-max=7200",
            "connection.packet-bytes-max=268435456",
            "connection.receive-maximum=100",
            "connection.keep-alive-max=300",
            "connection.topic-alias-maximum=7",
            "subscription.identifiers=false",
            "subscription.wildcards=false",
            "subscription.shared=false",
            "message.qos-max=1",
            "message.retain=false"));
        using SocketClient client = await SocketClient.OpenAsync(host.Port);

        Packet connack = await client.ConnectAsync(new ConnectSettings
        {
            ClientId = "client", Properties = Props.Of(PropertyId.SessionExpiryInterval, 100_000),
        });

        Assert.Equal(7200u, connack.Number(PropertyId.SessionExpiryInterval));
        Assert.Equal(268_435_456u, connack.Number(PropertyId.MaximumPacketSize));
        Assert.Equal(100u, connack.Number(PropertyId.ReceiveMaximum));
        Assert.Equal(300u, connack.Number(PropertyId.ServerKeepAlive));
        Assert.Equal(7u, connack.Number(PropertyId.TopicAliasMaximum));
        Assert.Equal(0u, connack.Number(PropertyId.SubscriptionIdentifierAvailable));
        Assert.Equal(0u, connack.Number(PropertyId.WildcardSubscriptionAvailable));
        Assert.Equal(0u, connack.Number(PropertyId.SharedSubscriptionAvailable));
        Assert.Equal(1u, connack.Number(PropertyId.MaximumQoS));
        Assert.Equal(0u, connack.Number(PropertyId.RetainAvailable));
    }

    [Fact]
    [Seed("LMQ-44")]
    public async Task A_client_without_an_identifier_is_refused_when_none_is_given()
    {
        await using NodeHost host = await NodeHost.StartAsync(With("connection.empty-client-id=false"));
        using SocketClient client = await SocketClient.OpenAsync(host.Port);

        Packet connack = await client.ConnectAsync(new ConnectSettings());

        Assert.Equal(ReasonCode.ClientIdentifierNotValid, connack.Reason);
    }

    [Fact]
    [Seed("LMQ-44")]
    public async Task A_message_lives_no_longer_than_the_broker_lets_it()
    {
        await using NodeHost host = await NodeHost.StartAsync(With("message.expiry-max=7200"));
        using SocketClient client = await host.ConnectAsync("client");
        await client.SubscribeAsync("a");

        await client.PublishAsync("a", "x");

        Packet message = await client.TakeAsync(PacketType.Publish);
        Assert.InRange(message.Number(PropertyId.MessageExpiryInterval), 7190u, 7200u);
    }

    [Fact]
    [Seed("LMQ-44")]
    public async Task No_more_messages_are_under_way_than_the_window_and_none_wait_beyond_the_queue()
    {
        await using NodeHost host = await NodeHost.StartAsync(With(
            "session.inflight-max=2", "session.queued-messages-max=3", "session.queue-overflow=drop-newest"));
        using SocketClient subscriber = await host.ConnectAsync("subscriber");
        using SocketClient publisher = await host.ConnectAsync("publisher");
        await subscriber.SubscribeAsync("a", QoS.AtLeastOnce);

        for (int i = 1; i <= 8; i++)
        {
            await publisher.PublishAsync("a", $"{i}", QoS.AtLeastOnce);
        }

        // Two arrive and are not acknowledged; then a PINGRESP shows that no third one came.
        Assert.Equal("1", (await subscriber.TakeAsync(PacketType.Publish)).Text);
        Assert.Equal("2", (await subscriber.TakeAsync(PacketType.Publish)).Text);
        await subscriber.PingAsync();
        Assert.Equal(3, host.Node.Ledger.DroppedInAll);
    }

    [Fact]
    [Seed("LMQ-44")]
    public async Task Overlapping_subscriptions_give_one_copy_or_one_each()
    {
        Assert.Equal(["x", "end"], await Copies("only-once"));
        Assert.Equal(["x", "x", "end"], await Copies("overlap"));
    }

    [Fact]
    [Seed("LMQ-44")]
    public async Task QoS_0_messages_wait_only_when_they_are_to()
    {
        Assert.Equal(["zero", "one"], await WaitingFor("true"));
        Assert.Equal(["one"], await WaitingFor("false"));
    }

    private static async Task<string[]> Copies(string mode)
    {
        await using NodeHost host = await NodeHost.StartAsync(With($"subscription.delivery-mode={mode}"));
        using SocketClient client = await host.ConnectAsync("client");
        await client.SubscribeAsync("a/#");
        await client.SubscribeAsync("a/+");
        await client.SubscribeAsync("end");
        await client.PublishAsync("a/b", "x");
        await client.PublishAsync("end", "end");
        return await TextsUntilAsync(client, "end");
    }

    private static async Task<string[]> WaitingFor(string queueQoS0)
    {
        await using NodeHost host = await NodeHost.StartAsync(With($"session.queue-qos0-messages={queueQoS0}"));
        var kept = new ConnectSettings
        {
            ClientId = "kept", CleanStart = false, Properties = Props.Of(PropertyId.SessionExpiryInterval, 1000),
        };
        using (SocketClient first = await host.ConnectAsync(kept))
        {
            await first.SubscribeAsync("a", QoS.AtLeastOnce);
        }

        await OfflineAsync(host);
        using SocketClient publisher = await host.ConnectAsync("publisher");
        await publisher.PublishAsync("a", "zero");
        await publisher.PublishAsync("a", "one", QoS.AtLeastOnce);
        using SocketClient again = await host.ConnectAsync(kept);
        return await TextsUntilAsync(again, "one");
    }

    private static async Task<string[]> TextsUntilAsync(SocketClient client, string last)
    {
        List<string> texts = [];
        while (texts.Count == 0 || texts[^1] != last)
        {
            texts.Add((await client.TakeAsync(PacketType.Publish)).Text);
        }

        return [.. texts];
    }

    private static async Task OfflineAsync(NodeHost host)
    {
        using var limit = new CancellationTokenSource(SocketClient.Patience);
        while (host.Node.ClientCount > 0)
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static BrokerOptions With(params string[] pairs)
    {
        var settings = new PmqSettings();
        foreach (string pair in pairs)
        {
            string[] parts = pair.Split('=');
            settings = OptionPaths.Set(settings, parts[0], parts[1], out OptionFault fault)
                ?? throw new ArgumentException(fault.ToString());
        }

        return settings.Broker;
    }
}
