using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt311;

/// <summary>A second connection of the same client identifier.</summary>
public sealed class TakeoverTests
{
    [Theory]
    [InlineData(ProtocolVersion.Mqtt31)]
    [InlineData(ProtocolVersion.Mqtt311)]
    [Mqtt311("MQTT-3.1.4-2")]
    [Seed("PMQ-52", "GMQ-49")]
    public void The_older_connection_is_closed_without_a_packet(ProtocolVersion version)
    {
        using var broker = new TestBroker();
        TestClient older = broker.Connect("c", version);

        TestClient newer = broker.Connect("c", version);

        older.AssertClosedInSilence();
        newer.AssertAlive();
        Assert.Equal(1, broker.Node.ClientCount);
        Assert.Single(broker.Sessions);
    }

    [Fact]
    [Mqtt311("MQTT-3.1.4-2", "MQTT-3.1.2-8")]
    [Seed("GMQ-49")]
    public void The_older_connections_will_is_published_and_its_session_goes_on()
    {
        using var broker = new TestBroker();
        TestClient watcher = broker.Subscriber("watcher", "will/#");
        TestClient older = broker.Connect(new ConnectSettings
        {
            Version = ProtocolVersion.Mqtt311,
            ClientId = "c",
            CleanStart = false,
            Will = new WillSettings("will/c", "gone"),
        });
        older.Subscribe("t");
        broker.Say("t", "one", QoS.AtLeastOnce);
        broker.Say("t", "two", QoS.ExactlyOnce);
        Packet first = older.Take(PacketType.Publish);
        Packet second = older.Take(PacketType.Publish);

        TestClient newer = broker.Open();
        Packet connack = newer.Handshake("c", cleanSession: false);

        Assert.True(connack.SessionPresent);
        Assert.Equal("gone", watcher.Texts());
        Assert.Equal($"one!:{first.PacketId} two!:{second.PacketId}", newer.Trace());
        broker.Say("t", "three");
        Assert.Equal("three", newer.Texts());
    }

    [Fact]
    [Seed("GMQ-49")]
    public void What_the_older_connection_sent_last_is_worked_on()
    {
        using var broker = new TestBroker();
        TestClient watcher = broker.Subscriber("watcher", "#");
        TestClient older = broker.Kept("c");
        TestClient newer = broker.Open();

        older.SendQuietly(older.PublishBytes("t", "last"));
        newer.Handshake("c", cleanSession: false);

        Assert.Equal("last", watcher.Texts());
    }

    [Fact]
    [Seed("PMQ-52")]
    public void Of_many_connections_at_once_the_last_one_stays()
    {
        using var broker = new TestBroker();
        TestClient[] clients = [.. Enumerable.Range(0, 5).Select(_ => broker.Open())];
        foreach (TestClient client in clients)
        {
            client.Version = ProtocolVersion.Mqtt311;
            client.SendQuietly(RawPacket.Connect(0, RawPacket.Text("c")));
        }

        broker.Run();

        Assert.All(clients[..^1], client => Assert.True(client.IsClosed));
        Assert.Equal(ReasonCode.Success, clients[^1].Take(PacketType.Connack).Reason);
        clients[^1].AssertAlive();
        Assert.Equal(1, broker.Node.ClientCount);
    }
}
