using Pmq.Broker.Sessions;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt5.Connecting;

/// <summary>What an operator sees of sessions and can do to them.</summary>
public class OperatorTests
{
    [Fact]
    [Mqtt5("MQTT-4.13.2-1")]
    public void Ending_a_connection_keeps_the_session_and_publishes_the_will()
    {
        using var broker = new TestBroker();
        TestClient watcher = broker.Connect("w");
        watcher.Subscribe("will");
        TestClient client = broker.Connect(ConnectFor.Client("c", expiry: 100, new WillSettings("will", "gone")));

        End(broker, "c", endSession: false);

        Assert.Equal(ReasonCode.AdministrativeAction, client.Take(PacketType.Disconnect).Reason);
        Assert.True(client.IsClosed);
        Assert.Equal("gone", watcher.Take(PacketType.Publish).Text);
        Assert.True(broker.Open().Connect(ConnectFor.Client("c", expiry: 100)).SessionPresent);
    }

    [Fact]
    public void Ending_the_session_of_a_connected_client_ends_both()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect(ConnectFor.Client("c", expiry: 100));
        client.Subscribe("t");

        End(broker, "c", endSession: true);

        Assert.Equal(ReasonCode.AdministrativeAction, client.Take(PacketType.Disconnect).Reason);
        Assert.Empty(broker.Sessions);
        Assert.Equal(0, broker.Node.SubscriptionCount);
    }

    [Fact]
    public void Ending_the_session_of_a_client_that_is_away_ends_it_at_once()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect(ConnectFor.Client("c", expiry: 100));
        client.Subscribe("t");
        client.Disconnect();
        broker.Connect("p").Publish("t", "x", QoS.AtLeastOnce);

        End(broker, "c", endSession: false);
        Assert.Contains(broker.Sessions, session => session.ClientId == "c");
        End(broker, "c", endSession: true);

        Assert.DoesNotContain(broker.Sessions, session => session.ClientId == "c");
        Assert.Equal((0, 1), (broker.Ledger.Queued, broker.Ledger.Dropped(Accounting.DropCause.SessionEnded)));
    }

    [Fact]
    public void Ending_what_is_not_there_does_nothing()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect("c");

        End(broker, "nobody", endSession: true);

        Assert.False(client.IsClosed);
        Assert.Single(broker.Sessions);
    }

    [Fact]
    public void A_connection_that_waits_to_take_the_session_over_is_ended_too()
    {
        using var broker = new TestBroker();
        broker.Connect(ConnectFor.Client("c", expiry: 100));
        TestClient next = broker.Open();
        broker.Run();
        next.SendQuietly(RawPacket.Connect(0x00, RawPacket.None, RawPacket.Field("c")));
        Assert.True(broker.Scheduler.RunOne());

        End(broker, "c", endSession: true);

        Assert.Equal(ReasonCode.ServerUnavailable, next.Take(PacketType.Connack).Reason);
        Assert.True(next.IsClosed);
        Assert.Empty(broker.Sessions);
        Assert.Equal(0, broker.Node.ClientCount);
    }

    [Fact]
    public void Sessions_are_listed_with_what_they_hold()
    {
        using var broker = new TestBroker();
        TestClient busy = broker.Connect(ConnectFor.Client("busy", PropertyId.ReceiveMaximum, 1));
        busy.Subscribe("t");
        busy.Subscribe("u");
        TestClient away = broker.Connect(ConnectFor.Client("away", expiry: 100));
        away.Subscribe("t");
        away.Disconnect();
        TestClient publisher = broker.Connect("p");
        publisher.Publish("t", "1", QoS.AtLeastOnce);
        publisher.Publish("t", "2", QoS.AtLeastOnce);

        Dictionary<string, SessionSummary> sessions = broker.Sessions.ToDictionary(session => session.ClientId);

        Assert.Equal(3, sessions.Count);
        Assert.Equal(
            new SessionSummary
            {
                ClientId = "busy", IsOnline = true, Subscriptions = 2, Inflight = 1, Queued = 1, Dropped = 0,
            },
            sessions["busy"]);
        Assert.Equal(
            new SessionSummary
            {
                ClientId = "away", IsOnline = false, Subscriptions = 1, Inflight = 0, Queued = 2, Dropped = 0,
            },
            sessions["away"]);
        Assert.Equal(
            (3, 2, 3L), (broker.Node.SessionCount, broker.Node.ClientCount, broker.Node.SubscriptionCount));
    }

    [Fact]
    public void Counts_fall_when_clients_and_sessions_go()
    {
        using var broker = new TestBroker();
        TestClient brief = broker.Connect("brief");
        TestClient kept = broker.Connect(ConnectFor.Client("kept", expiry: 100));
        Assert.Equal((2, 2), (broker.Node.SessionCount, broker.Node.ClientCount));

        brief.Drop();
        kept.Drop();
        Assert.Equal((1, 0), (broker.Node.SessionCount, broker.Node.ClientCount));
        broker.Advance(TimeSpan.FromSeconds(101));

        Assert.Equal((0, 0), (broker.Node.SessionCount, broker.Node.ClientCount));
    }

    private static void End(TestBroker broker, string clientId, bool endSession)
    {
        broker.Node.EndClient(clientId, endSession);
        broker.Run();
    }
}
