using Pmq.Broker.Options;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt5.Connecting;

[Seed("GMQ-40")]
public class GracefulStopTests
{
    private static readonly WillSettings Will = new("will", "gone", QoS.AtLeastOnce);

    [Fact]
    [Mqtt5("MQTT-4.13.2-1")]
    public void Every_client_is_told_and_closed_and_the_end_is_told_once()
    {
        using var broker = new TestBroker();
        TestClient[] clients = [broker.Connect("a"), broker.Connect("b"), broker.Connect("c")];
        int stopped = 0;

        broker.Node.Stop(() =>
        {
            stopped++;
            Assert.All(clients, client => Assert.True(client.IsClosed));
        });
        broker.Run();

        Assert.Equal(1, stopped);
        Assert.Equal(0, broker.Node.ClientCount);
        Assert.All(clients, client =>
        {
            Packet disconnect = Assert.Single(client.TakeAll());
            Assert.Equal((PacketType.Disconnect, ReasonCode.ServerShuttingDown), (disconnect.Type, disconnect.Reason));
        });
    }

    [Fact]
    [Mqtt5("MQTT-3.2.2-8", "MQTT-3.14.0-1")]
    public void A_new_connection_is_refused_with_a_code_that_CONNACK_knows()
    {
        using var broker = new TestBroker();
        broker.Node.Stop(() => { });
        TestClient client = broker.Open();

        Packet connack = client.Connect(ConnectFor.Client("c"));

        Assert.Equal(ReasonCode.ServerUnavailable, connack.Reason);
        Assert.True(client.IsClosed);
        Assert.Equal(0, client.Waiting);
    }

    [Fact]
    public void A_node_without_clients_stops_at_once()
    {
        using var broker = new TestBroker();
        broker.Connect(ConnectFor.Client("c", expiry: 100)).Disconnect();
        bool stopped = false;

        broker.Node.Stop(() => stopped = true);
        broker.Run();

        Assert.True(stopped);
    }

    [Fact]
    public void Sessions_and_queues_are_kept()
    {
        using var broker = new TestBroker();
        TestClient away = broker.Connect(ConnectFor.Client("away", expiry: 100));
        away.Subscribe("t");
        away.Disconnect();
        TestClient here = broker.Connect(ConnectFor.Client("here", expiry: 100));
        here.Subscribe("t");
        broker.Connect("p").Publish("t", "x", QoS.AtLeastOnce);

        broker.Node.Stop(() => { });
        broker.Run();

        Assert.Equal(["away", "here"], broker.Sessions.Select(session => session.ClientId).Order());
        Assert.All(broker.Sessions, session => Assert.Equal(1, session.Queued + session.Inflight));
        Assert.Equal((2, 2), (broker.Ledger.Queued, broker.Node.SubscriptionCount));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Wills_are_published_as_the_option_says(bool publishOnStop)
    {
        using var broker = new TestBroker(
            new BrokerOptions { Will = new WillOptions { PublishOnStop = publishOnStop } });
        TestClient watcher = broker.Connect(ConnectFor.Client("w", expiry: 100));
        watcher.Subscribe("will");
        watcher.Disconnect();
        broker.Connect(ConnectFor.Client("c", will: Will));

        broker.Node.Stop(() => { });
        broker.Run();

        Assert.Equal(publishOnStop ? 1 : 0, broker.Ledger.Queued);
    }

    [Fact]
    public void A_second_call_does_no_harm_and_is_answered_too()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect("c");
        List<int> stopped = [];

        broker.Node.Stop(() => stopped.Add(1));
        broker.Node.Stop(() => stopped.Add(2));
        broker.Run();
        broker.Node.Stop(() => stopped.Add(3));
        broker.Run();

        Assert.Equal([1, 2, 3], stopped);
        Assert.Equal([PacketType.Disconnect], client.TakeAll().Select(packet => packet.Type));
    }

    [Fact]
    public void A_client_that_reads_nothing_does_not_hold_the_stop_up()
    {
        using var broker = new TestBroker();
        TestClient stuck = broker.Connect("c");
        stuck.Subscribe("t");
        stuck.StopReading();
        broker.Connect("p").Publish("t", "x");
        bool stopped = false;

        broker.Node.Stop(() => stopped = true);
        broker.Advance(broker.Node.Options.Connection.CloseTimeout + TimeSpan.FromSeconds(1));

        Assert.True(stopped);
        Assert.True(stuck.IsClosed);
    }

    /// <summary>
    /// Goal: a connection that waits for an older one of its client identifier is not let in once the node stops.
    /// Method: the stop lies in the registrar's mailbox behind the claim, so the session learns of both at once.
    /// </summary>
    [Fact]
    public void A_connection_that_waits_to_take_a_session_over_is_refused()
    {
        using var broker = new TestBroker();
        TestClient old = broker.Connect(ConnectFor.Client("c", expiry: 100));
        TestClient next = broker.Open();
        broker.Run();
        next.SendQuietly(RawPacket.Connect(0x00, RawPacket.None, RawPacket.Field("c")));
        Assert.True(broker.Scheduler.RunOne());
        bool stopped = false;

        broker.Node.Stop(() => stopped = true);
        broker.Run();

        Assert.Equal(PacketType.Disconnect, old.Take().Type);
        Packet connack = Assert.Single(next.TakeAll());
        Assert.Equal((PacketType.Connack, ReasonCode.ServerUnavailable), (connack.Type, connack.Reason));
        Assert.True(stopped && next.IsClosed);
        Assert.Equal(0, broker.Node.ClientCount);
    }
}
