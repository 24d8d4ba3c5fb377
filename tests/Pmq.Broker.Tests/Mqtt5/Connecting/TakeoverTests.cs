using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt5.Connecting;

/// <summary>A second connection with the client identifier of one that is still there.</summary>
[Seed("ERL-12")]
public class TakeoverTests
{
    private const uint Long = 1000;
    private static readonly byte[] Connect = RawPacket.Connect(0x00, RawPacket.None, RawPacket.Field("c"));

    [Fact]
    [Mqtt5("MQTT-3.1.4-3", "MQTT-4.13.2-1")]
    public void The_older_connection_is_told_and_closed()
    {
        using var broker = new TestBroker();
        TestClient old = broker.Connect("c");

        TestClient next = broker.Connect("c");

        Packet disconnect = old.Take(PacketType.Disconnect);
        Assert.Equal(ReasonCode.SessionTakenOver, disconnect.Reason);
        Assert.Equal("Session taken over", disconnect.TextOf(PropertyId.ReasonString));
        Assert.True(old.IsClosed);
        Assert.Equal(0, old.Waiting);
        Assert.False(next.IsClosed);
        Assert.Equal((1, 1), (broker.Node.ClientCount, broker.Node.SessionCount));
    }

    [Fact]
    [Mqtt5("MQTT-3.1.2-5")]
    public void The_session_passes_to_the_newer_connection_with_all_that_is_under_way()
    {
        using var broker = new TestBroker();
        TestClient old = broker.Connect(ConnectFor.Client("c", Long));
        old.Subscribe("t");
        broker.Connect("p").Publish("t", "x", QoS.AtLeastOnce);
        ushort packetId = old.Take(PacketType.Publish).PacketId;
        TestClient next = broker.Open();

        Assert.True(next.Connect(ConnectFor.Client("c", Long)).SessionPresent);

        Packet again = next.Take(PacketType.Publish);
        Assert.Equal((packetId, true, "x"), (again.PacketId, again.Dup, again.Text));
        next.Acknowledge(PacketType.Puback, packetId);
        broker.Run();
        Assert.Equal(1, broker.Ledger.Acknowledged);
    }

    [Fact]
    public void A_session_without_expiry_ends_with_its_connection_also_in_a_takeover()
    {
        using var broker = new TestBroker();
        TestClient old = broker.Connect(ConnectFor.Client("c"));
        old.Subscribe("t");
        TestClient next = broker.Open();

        Assert.False(next.Connect(ConnectFor.Client("c")).SessionPresent);
        Assert.Equal(0, broker.Node.SubscriptionCount);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_will_of_the_older_connection_is_published(bool cleanStart)
    {
        using var broker = new TestBroker();
        TestClient watcher = Watcher(broker);
        broker.Connect(ConnectFor.Client("c", Long, new WillSettings("will", "gone")));

        broker.Connect(ConnectFor.Client("c", Long, cleanStart: cleanStart));

        Assert.Equal("gone", watcher.Take(PacketType.Publish).Text);
        Assert.Equal(0, watcher.Waiting);
    }

    [Fact]
    [Mqtt5("MQTT-3.1.3-9")]
    public void A_delayed_will_is_cancelled_by_a_takeover_that_goes_on_with_the_session()
    {
        using var broker = new TestBroker();
        TestClient watcher = Watcher(broker);
        var will = new WillSettings("will", "gone", Properties: Props.Of(PropertyId.WillDelayInterval, 10));
        broker.Connect(ConnectFor.Client("c", Long, will));

        broker.Connect(ConnectFor.Client("c", Long, new WillSettings("will", "next")));
        broker.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(0, watcher.Waiting);
    }

    [Fact]
    [Mqtt5("MQTT-3.1.2-8")]
    public void A_delayed_will_is_published_by_a_takeover_that_ends_the_session()
    {
        using var broker = new TestBroker();
        TestClient watcher = Watcher(broker);
        var will = new WillSettings("will", "gone", Properties: Props.Of(PropertyId.WillDelayInterval, 10));
        broker.Connect(ConnectFor.Client("c", Long, will));

        broker.Connect(ConnectFor.Client("c", Long, cleanStart: true));

        Assert.Equal("gone", watcher.Take(PacketType.Publish).Text);
    }

    [Fact]
    [Mqtt5("MQTT-3.14.0-1")]
    public void Of_several_connections_at_once_the_newest_wins_and_the_others_are_refused()
    {
        using var broker = new TestBroker();
        TestClient old = broker.Connect("c");
        TestClient[] claims = [broker.Open(), broker.Open(), broker.Open()];

        foreach (TestClient claim in claims)
        {
            claim.SendQuietly(Connect);
        }

        broker.Run();

        Assert.Equal(ReasonCode.SessionTakenOver, old.Take(PacketType.Disconnect).Reason);
        Assert.All(claims[..2], claim =>
        {
            Assert.Equal(ReasonCode.ServerBusy, claim.Take(PacketType.Connack).Reason);
            Assert.True(claim.IsClosed);
            Assert.Equal(0, claim.Waiting);
        });
        Assert.Equal(ReasonCode.Success, claims[2].Take(PacketType.Connack).Reason);
        Assert.False(claims[2].IsClosed);
        Assert.Equal((1, 1), (broker.Node.ClientCount, broker.Node.SessionCount));
    }

    [Fact]
    [Mqtt5("MQTT-3.14.4-1")]
    public void Nothing_is_sent_to_the_older_connection_after_its_DISCONNECT()
    {
        using var broker = new TestBroker();
        TestClient old = broker.Connect(ConnectFor.Client("c", Long));
        old.Subscribe("t");
        TestClient publisher = broker.Connect("p");
        TestClient next = broker.Open();
        broker.Run();
        next.SendQuietly(Connect);

        // The read loop, the registrar, and then the session, which tells the older connection.
        Assert.True(broker.Scheduler.RunOne() && broker.Scheduler.RunOne());
        publisher.SendQuietly(publisher.PublishBytes("t", "late"));
        broker.Run();

        Assert.Equal([PacketType.Disconnect], old.TakeAll().Select(packet => packet.Type));
        Assert.Equal("late", next.TakeAll()[^1].Text);
    }

    /// <summary>Goal: a connection that the client has left meanwhile neither keeps the session nor its place.</summary>
    [Fact]
    public void A_connection_that_is_gone_before_its_turn_comes_leaves_nothing_behind()
    {
        using var broker = new TestBroker();
        TestClient old = broker.Connect("c");
        TestClient next = broker.Open();
        broker.Run();
        next.SendQuietly(Connect);
        Assert.True(broker.Scheduler.RunOne());

        next.Drop();

        Assert.Equal(ReasonCode.SessionTakenOver, old.Take(PacketType.Disconnect).Reason);
        Assert.Equal((0, 0), (broker.Node.ClientCount, broker.Node.SessionCount));
    }

    private static TestClient Watcher(TestBroker broker)
    {
        TestClient watcher = broker.Connect("w");
        watcher.Subscribe("will");
        return watcher;
    }
}
