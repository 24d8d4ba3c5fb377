using Pmq.Broker.Options;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt5.Messaging;

/// <summary>
/// The scenarios of the Eclipse Paho interoperability tests for MQTT 5.0, one test each, written for this engine: what
/// the clients out there are tested against works here.
/// </summary>
[Seed("ERL-13")]
public sealed class PahoScenariosTests
{
    [Fact]
    public void Publication_expiry()
    {
        using var broker = new TestBroker();
        TestClient away = broker.ConnectKept("b");
        away.Subscribe("topics/#", QoS.ExactlyOnce);
        away.Disconnect();
        TestClient publisher = broker.Connect("a");
        Publish(publisher, "topics/1", "qos 1 - expire", QoS.AtLeastOnce, Expiry(1));
        Publish(publisher, "topics/2", "qos 2 - expire", QoS.ExactlyOnce, Expiry(5));
        Publish(publisher, "topics/3", "qos 1 - don't expire", QoS.AtLeastOnce, Expiry(6));
        Publish(publisher, "topics/4", "qos 2 - don't expire", QoS.ExactlyOnce, []);
        broker.Advance(TimeSpan.FromSeconds(5));

        away = broker.ConnectKept("b");

        IReadOnlyList<Packet> left = away.TakeAll();
        Assert.Equal(["qos 1 - don't expire", "qos 2 - don't expire"], left.Select(message => message.Text));
        Assert.Equal(1u, left[0].Number(PropertyId.MessageExpiryInterval));
        Assert.False(left[1].Has(PropertyId.MessageExpiryInterval));
    }

    [Fact]
    public void Client_topic_alias()
    {
        using var broker = new TestBroker();
        TestClient client = broker.ConnectKept("a");
        client.Subscribe("topics/#", QoS.AtLeastOnce);
        client.Publish("topics/a", "topic alias 1", QoS.AtLeastOnce, properties: Props.Of(PropertyId.TopicAlias, 1));
        client.Publish("", "topic alias 2", QoS.AtLeastOnce, properties: Props.Of(PropertyId.TopicAlias, 1));
        Assert.Equal(["topic alias 1", "topic alias 2"], client.DrainTexts());
        client.Disconnect();

        client = broker.ConnectKept("a");
        client.Publish("topics/a", "topic alias 3", QoS.AtLeastOnce, properties: Props.Of(PropertyId.TopicAlias, 1));
        Assert.Equal(["topic alias 3"], client.DrainTexts());
        client.Publish("", "zero", properties: Props.Of(PropertyId.TopicAlias, 0));
        client.AssertEnded(ReasonCode.TopicAliasInvalid);
    }

    [Fact]
    public void Server_topic_alias()
    {
        using var broker = new TestBroker(With(new ConnectionOptions { TopicAliasOutMax = 2 }));
        TestClient client = broker.ConnectWith("a", Props.Of(PropertyId.TopicAliasMaximum, 1));
        client.Subscribe("topics/#", QoS.ExactlyOnce);
        foreach (QoS qos in Enum.GetValues<QoS>())
        {
            client.Publish("topics/long", $"{qos}", qos);
        }

        Packet[] messages = [.. client.TakeAll().Where(packet => packet.Type == PacketType.Publish)];
        Assert.Equal(["topics/long", "", ""], messages.Select(message => message.Topic));
        Assert.All(messages, message => Assert.Equal(1u, message.Number(PropertyId.TopicAlias)));
    }

    [Fact]
    public void Maximum_packet_size()
    {
        using var broker = new TestBroker(With(new ConnectionOptions { PacketBytesMax = 500 }));
        TestClient client = broker.Open();
        Packet connack = client.Connect(new ConnectSettings { ClientId = "a" });
        Assert.Equal(500u, connack.Number(PropertyId.MaximumPacketSize));
        client.Publish("t", new string('.', 500));
        client.AssertEnded(ReasonCode.PacketTooLarge);

        TestClient small = broker.ConnectWith("b", Props.Of(PropertyId.MaximumPacketSize, 64));
        small.Subscribe("t", QoS.ExactlyOnce);
        TestClient publisher = broker.Connect("c");
        Publish(publisher, "t", "fits", QoS.AtLeastOnce, []);
        Publish(publisher, "t", new string('.', 64), QoS.AtLeastOnce, []);
        Publish(publisher, "t", "fits too", QoS.AtLeastOnce, []);
        Assert.Equal(["fits", "fits too"], small.DrainTexts());
    }

    [Fact]
    public void Flow_control_1_the_server_s_receive_maximum()
    {
        using var broker = new TestBroker(With(new ConnectionOptions { ReceiveMaximum = 10 }));
        TestClient client = broker.Open();
        Packet connack = client.Connect(new ConnectSettings { ClientId = "a" });
        uint maximum = connack.Number(PropertyId.ReceiveMaximum);
        for (ushort id = 1; id <= maximum; id++)
        {
            client.Publish("t", "x", QoS.ExactlyOnce, packetId: id);
        }

        Assert.False(client.IsClosed);
        client.Publish("t", "x", QoS.ExactlyOnce, packetId: (ushort)(maximum + 1));
        client.AssertEnded(ReasonCode.ReceiveMaximumExceeded);
    }

    [Fact]
    public void Flow_control_2_the_client_s_receive_maximum()
    {
        using var broker = new TestBroker();
        TestClient client = broker.ConnectWith("a", Props.Of(PropertyId.ReceiveMaximum, 20));
        client.Subscribe("t", QoS.ExactlyOnce);
        for (int i = 1; i <= 30; i++)
        {
            client.Publish("t", $"message {i}", QoS.ExactlyOnce);
        }

        List<Packet> underWay = [.. client.TakeAll().Where(packet => packet.Type == PacketType.Publish)];
        Assert.Equal(20, underWay.Count);
        client.Complete(underWay[0]);
        Assert.Equal("message 21", client.TakeMessage().Text);
        Assert.Equal(0, client.Waiting);
    }

    [Fact]
    public void Subscribe_options()
    {
        using var broker = new TestBroker();
        TestClient local = broker.Connect("a");
        local.Subscribe("topics/1", new SubscriptionOptions(QoS.ExactlyOnce, noLocal: true));
        TestClient asPublished = broker.Connect("b");
        asPublished.Subscribe(
            "topics/#", new SubscriptionOptions(QoS.AtMostOnce, noLocal: true, retainAsPublished: true));
        local.Publish("topics/1", "no local", retain: true);
        Assert.Equal(0, local.Waiting);
        Assert.True(asPublished.TakeMessage().Retain);
        local.Publish("topics/1", "not retained");
        Assert.False(asPublished.TakeMessage().Retain);

        TestClient handling = broker.Connect("c");
        handling.Subscribe("topics/1", new SubscriptionOptions(QoS.AtMostOnce, retainHandling: RetainHandling.OnlyNew));
        Assert.Single(handling.TakeAll());
        handling.Subscribe("topics/1", new SubscriptionOptions(QoS.AtMostOnce, retainHandling: RetainHandling.OnlyNew));
        Assert.Equal(0, handling.Waiting);
        handling.Subscribe("topics/#", new SubscriptionOptions(QoS.AtMostOnce, retainHandling: RetainHandling.Never));
        Assert.Equal(0, handling.Waiting);
        handling.Subscribe("topics/1", new SubscriptionOptions(QoS.AtMostOnce, retainHandling: RetainHandling.Always));
        Assert.Single(handling.TakeAll());
    }

    [Fact]
    public void Shared_subscriptions()
    {
        using var broker = new TestBroker();
        TestClient first = broker.Connect("a");
        TestClient second = broker.Connect("b");
        foreach (TestClient client in (TestClient[])[first, second])
        {
            client.Subscribe("$share/name/topics/1", QoS.ExactlyOnce);
            client.Subscribe("topics/2", QoS.ExactlyOnce);
        }

        TestClient publisher = broker.Connect("p");
        for (int i = 0; i < 10; i++)
        {
            publisher.Publish("topics/1", $"shared {i}");
            publisher.Publish("topics/2", $"all {i}");
        }

        string[] got = [.. first.TakeTexts(), .. second.TakeTexts()];
        Assert.Equal(10, got.Count(text => text.StartsWith("shared", StringComparison.Ordinal)));
        Assert.Equal(20, got.Count(text => text.StartsWith("all", StringComparison.Ordinal)));
        Assert.Equal(10, got.Where(text => text.StartsWith("shared", StringComparison.Ordinal)).Distinct().Count());
    }

    [Fact]
    public void Request_response()
    {
        using var broker = new TestBroker(With(new ConnectionOptions { ResponseInformation = "answers" }));
        TestClient requester = broker.Open();
        Packet connack = requester.Connect(new ConnectSettings
        {
            ClientId = "requester", Properties = Props.Of(PropertyId.RequestResponseInformation, 1),
        });
        string answers = connack.TextOf(PropertyId.ResponseInformation) + "/requester";
        requester.Subscribe(answers, new SubscriptionOptions(QoS.ExactlyOnce, noLocal: true));
        TestClient responder = broker.Connect("responder");
        responder.Subscribe("requests", QoS.ExactlyOnce);

        requester.Publish(
            "requests",
            "request",
            properties: Props.Of(PropertyId.ResponseTopic, answers).And(PropertyId.CorrelationData, "334"));
        Packet request = responder.TakeMessage();
        responder.Publish(
            request.TextOf(PropertyId.ResponseTopic),
            "response",
            properties: new Props().And(PropertyId.CorrelationData, request.Binary(PropertyId.CorrelationData)));

        Packet response = requester.TakeMessage();
        Assert.Equal(("response", "334"), (response.Text, response.TextOf(PropertyId.CorrelationData)));
    }

    [Fact]
    public void User_properties()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect("a");
        client.Subscribe("t", QoS.ExactlyOnce, Props.OfUser("ignored", "here"));
        foreach (QoS qos in Enum.GetValues<QoS>())
        {
            client.Publish("t", $"{qos}", qos, properties: Props.OfUser("a", "2").AndUser("c", "3").AndUser("a", "2"));
        }

        Packet[] messages = [.. client.TakeAll().Where(packet => packet.Type == PacketType.Publish)];
        Assert.Equal(3, messages.Length);
        Assert.All(messages, message => Assert.Equal(["a=2", "c=3", "a=2"], message.UserProperties));
    }

    [Fact]
    public void Payload_format()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect("a");
        client.Subscribe("t", QoS.ExactlyOnce);
        foreach (QoS qos in Enum.GetValues<QoS>())
        {
            client.Publish("t", "x", qos, properties: Props.Of(PropertyId.PayloadFormatIndicator, 1)
                .And(PropertyId.ContentType, "My name"));
        }

        Packet[] messages = [.. client.TakeAll().Where(packet => packet.Type == PacketType.Publish)];
        Assert.Equal(3, messages.Length);
        Assert.All(messages, message => Assert.Equal(1u, message.Number(PropertyId.PayloadFormatIndicator)));
        Assert.All(messages, message => Assert.Equal("My name", message.TextOf(PropertyId.ContentType)));
    }

    [Fact]
    public void Assigned_client_identifier()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Open();
        string id = client.Connect(new ConnectSettings { Properties = Expire(100) })
            .TextOf(PropertyId.AssignedClientIdentifier);
        Assert.NotEmpty(id);
        client.Disconnect();

        Packet connack = broker.Open().Connect(new ConnectSettings { ClientId = id, CleanStart = false });
        Assert.True(connack.SessionPresent);
        Assert.False(connack.Has(PropertyId.AssignedClientIdentifier));
    }

    [Fact]
    public void Session_expiry()
    {
        using var broker = new TestBroker();
        Assert.False(Present(broker, expiry: 0, wait: 0));
        Assert.False(Present(broker, expiry: 5, wait: 0));
        Assert.True(Present(broker, expiry: 5, wait: 3));
        Assert.False(Present(broker, expiry: 5, wait: 10));
        Assert.True(Present(broker, expiry: 0, wait: 0));
        Assert.False(Present(broker, expiry: 0, wait: 0));

        // DISCONNECT may set another time.
        TestClient client = broker.ConnectWith("a", Props.Of(PropertyId.SessionExpiryInterval, 5), cleanStart: false);
        client.Disconnect(properties: Expire(100));
        broker.Advance(TimeSpan.FromSeconds(50));
        Assert.True(Present(broker, expiry: 0, wait: 0));
    }

    [Fact]
    public void Will_delay()
    {
        using var broker = new TestBroker();
        TestClient watcher = broker.Connect("b");
        watcher.Subscribe("will", QoS.ExactlyOnce);
        TestClient client = broker.Connect(new ConnectSettings
        {
            ClientId = "a",
            Properties = Expire(100),
            Will = new WillSettings("will", "gone", Properties: Props.Of(PropertyId.WillDelayInterval, 3)),
        });
        client.Drop();
        broker.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(0, watcher.Waiting);
        broker.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(["gone"], watcher.TakeTexts());
    }

    [Fact]
    public void Server_keep_alive()
    {
        using var broker = new TestBroker(With(new ConnectionOptions { KeepAliveMax = 60 }));
        TestClient client = broker.Open();
        Packet connack = client.Connect(new ConnectSettings { ClientId = "a", KeepAlive = 120 });
        Assert.Equal(60u, connack.Number(PropertyId.ServerKeepAlive));
        broker.Advance(TimeSpan.FromSeconds(85));
        Assert.False(client.IsClosed);
        broker.Advance(TimeSpan.FromSeconds(10));
        client.AssertEnded(ReasonCode.KeepAliveTimeout);
    }

    [Fact]
    public void Unsubscribe()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect("a");
        client.Subscribe("topics/a");
        client.Subscribe("topics/b");
        client.Subscribe("topics/c");
        Assert.Equal([ReasonCode.Success], client.Unsubscribe("topics/a").Codes);
        TestClient publisher = broker.Connect("p");
        foreach (string topic in (string[])["topics/a", "topics/b", "topics/c"])
        {
            publisher.Publish(topic, topic, QoS.AtLeastOnce);
        }

        Assert.Equal(["topics/b", "topics/c"], client.TakeTexts());
        Assert.Equal(
            [ReasonCode.NoSubscriptionExisted, ReasonCode.Success], client.Unsubscribe("topics/a", "topics/b").Codes);
    }

    [Fact]
    public void Offline_queueing()
    {
        using var broker = new TestBroker();
        TestClient away = broker.ConnectKept("a");
        away.Subscribe("+/+", QoS.ExactlyOnce);
        away.Disconnect();
        TestClient publisher = broker.Connect("b");
        Publish(publisher, "topics/0", "qos 0", QoS.AtMostOnce, []);
        Publish(publisher, "topics/1", "qos 1", QoS.AtLeastOnce, []);
        Publish(publisher, "topics/2", "qos 2", QoS.ExactlyOnce, []);

        Assert.Equal(["qos 0", "qos 1", "qos 2"], broker.ConnectKept("a").DrainTexts());
    }

    [Fact]
    public void Overlapping_subscriptions()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect("a");
        client.Subscribe("topics/#", QoS.ExactlyOnce, Props.Of(PropertyId.SubscriptionIdentifier, 42));
        client.Subscribe("topics/+", QoS.AtLeastOnce, Props.Of(PropertyId.SubscriptionIdentifier, 21));

        client.Publish("topics/3", "overlapping", QoS.ExactlyOnce);

        Packet only = Assert.Single(client.TakeAll(), packet => packet.Type == PacketType.Publish);
        Assert.Equal(QoS.ExactlyOnce, only.QoS);
        Assert.Equal([21u, 42u], only.Numbers(PropertyId.SubscriptionIdentifier).Order());
    }

    [Fact]
    public void Redelivery_on_reconnect()
    {
        using var broker = new TestBroker();
        TestClient client = broker.ConnectKept("a");
        client.Subscribe("t", QoS.ExactlyOnce);
        TestClient publisher = broker.Connect("b");
        Publish(publisher, "t", "1", QoS.AtLeastOnce, []);
        Publish(publisher, "t", "2", QoS.ExactlyOnce, []);
        Assert.Equal(2, client.TakeAll().Count);
        client.Drop();

        Assert.Equal(["1", "2"], broker.ConnectKept("a").DrainTexts());
    }

    private static BrokerOptions With(ConnectionOptions connection) => new() { Connection = connection };

    private static byte[] Expiry(uint seconds) => Props.Of(PropertyId.MessageExpiryInterval, seconds);

    private static byte[] Expire(uint seconds) => Props.Of(PropertyId.SessionExpiryInterval, seconds);

    private static void Publish(TestClient client, string topic, string payload, QoS qos, byte[] properties)
    {
        client.Publish(topic, payload, qos, properties: properties);
        client.DrainTexts();
    }

    /// <summary>Connects after a while with a new expiry and leaves; true when the session was still there.</summary>
    private static bool Present(TestBroker broker, uint expiry, int wait)
    {
        broker.Advance(TimeSpan.FromSeconds(wait));
        TestClient client = broker.Open();
        Packet connack = client.Connect(
            new ConnectSettings { ClientId = "a", CleanStart = false, Properties = Expire(expiry) });
        client.Disconnect();
        return connack.SessionPresent;
    }
}
