using Pmq.Broker.Options;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt5.Connecting;

[Seed("ERL-13")]
public class SessionExpiryTests
{
    [Fact]
    [Mqtt5("MQTT-3.1.2-23", "MQTT-3.1.2-5")]
    public void A_session_is_kept_until_its_expiry()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect(ConnectFor.Client("c", expiry: 10));
        client.Subscribe("t");
        client.Drop();

        broker.Advance(TimeSpan.FromSeconds(9.8));
        broker.Connect("p").Publish("t", "x", QoS.AtLeastOnce);

        TestClient again = broker.Open();
        Assert.True(again.Connect(ConnectFor.Client("c", expiry: 10)).SessionPresent);
        Assert.Equal("x", again.Take(PacketType.Publish).Text);
    }

    [Fact]
    [Mqtt5("MQTT-4.1.0-2")]
    public void A_session_ends_when_its_expiry_is_over()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect(ConnectFor.Client("c", expiry: 10));
        client.Subscribe("t");
        client.Drop();

        broker.Advance(TimeSpan.FromSeconds(10.2));

        Assert.Empty(broker.Sessions);
        Assert.Equal(0, broker.Node.SubscriptionCount);
        Assert.False(broker.Open().Connect(ConnectFor.Client("c", expiry: 10)).SessionPresent);
    }

    [Fact]
    [Mqtt5("MQTT-4.1.0-2")]
    public void What_waited_in_a_session_that_expires_is_dropped()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect(ConnectFor.Client("c", expiry: 10));
        client.Subscribe("t");
        client.Drop();
        broker.Connect("p").Publish("t", "x", QoS.AtLeastOnce);
        Assert.Equal(1, broker.Ledger.Queued);

        broker.Advance(TimeSpan.FromSeconds(10.2));

        Assert.Equal((0, 1), (broker.Ledger.Queued, broker.Ledger.Dropped(Accounting.DropCause.SessionEnded)));
    }

    [Fact]
    [Mqtt5("MQTT-4.1.0-2")]
    public void A_session_without_expiry_ends_with_its_connection()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect(ConnectFor.Client("c"));
        Assert.Single(broker.Sessions);

        client.Drop();

        Assert.Empty(broker.Sessions);
    }

    [Fact]
    [Mqtt5("MQTT-3.1.2-23")]
    public void The_longest_expiry_means_never()
    {
        using var broker = new TestBroker();
        broker.Connect(ConnectFor.Client("c", uint.MaxValue)).Drop();

        broker.Advance(TimeSpan.FromDays(400));

        Assert.True(broker.Open().Connect(ConnectFor.Client("c", uint.MaxValue)).SessionPresent);
    }

    [Fact]
    [Mqtt5("MQTT-4.1.0-1")]
    public void While_the_client_is_connected_its_session_does_not_expire()
    {
        using var broker = new TestBroker();
        broker.Connect(ConnectFor.Client("c", expiry: 10)).Drop();
        broker.Advance(TimeSpan.FromSeconds(5));
        TestClient client = broker.Connect(ConnectFor.Client("c", expiry: 10));
        client.Subscribe("t");

        broker.Advance(TimeSpan.FromSeconds(100));
        client.Publish("t", "x");

        Assert.False(client.IsClosed);
        Assert.Equal("x", client.Take(PacketType.Publish).Text);
    }

    [Theory]
    [InlineData(1000, 5)]
    [InlineData(5, 50)]
    [InlineData(uint.MaxValue, 5)]
    public void DISCONNECT_changes_the_expiry(uint before, uint after)
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect(ConnectFor.Client("c", before));

        client.Disconnect(properties: ConnectFor.Expiry(after));

        broker.Advance(TimeSpan.FromSeconds(after - 0.2));
        Assert.Single(broker.Sessions);
        broker.Advance(TimeSpan.FromSeconds(0.4));
        Assert.Empty(broker.Sessions);
    }

    [Fact]
    public void DISCONNECT_with_an_expiry_of_zero_ends_the_session()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect(ConnectFor.Client("c", 1000));

        client.Disconnect(properties: Props.Of(PropertyId.SessionExpiryInterval, 0));

        Assert.Empty(broker.Sessions);
    }

    [Fact]
    [Mqtt5("MQTT-4.13.1-1")]
    public void DISCONNECT_cannot_raise_an_expiry_of_zero()
    {
        using var broker = new TestBroker();
        TestClient watcher = broker.Connect("w");
        watcher.Subscribe("will");
        TestClient client = broker.Connect(ConnectFor.Client("c", will: new WillSettings("will", "gone")));

        client.Disconnect(properties: ConnectFor.Expiry(10));

        Assert.Equal(ReasonCode.ProtocolError, client.Take(PacketType.Disconnect).Reason);
        Assert.Equal("w", Assert.Single(broker.Sessions).ClientId);
        Assert.Equal("gone", watcher.Take(PacketType.Publish).Text);
    }

    [Fact]
    public void DISCONNECT_may_repeat_an_expiry_of_zero()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect(ConnectFor.Client("c"));

        client.Disconnect(properties: Props.Of(PropertyId.SessionExpiryInterval, 0));

        Assert.Equal(0, client.Waiting);
        Assert.Empty(broker.Sessions);
    }

    [Fact]
    public void The_nodes_longest_expiry_lowers_others_and_is_told()
    {
        using var broker = new TestBroker(new BrokerOptions { Session = new SessionOptions { ExpiryMax = 20 } });
        TestClient client = broker.Open();

        Assert.Equal(20u, client.Connect(ConnectFor.Client("c", 1000)).Number(PropertyId.SessionExpiryInterval));
        Assert.False(broker.Open().Connect(ConnectFor.Client("d", 20)).Has(PropertyId.SessionExpiryInterval));
        client.Disconnect(properties: ConnectFor.Expiry(500));

        broker.Advance(TimeSpan.FromSeconds(19.8));
        Assert.Equal(2, broker.Sessions.Count);
        broker.Advance(TimeSpan.FromSeconds(0.4));
        Assert.Equal("d", Assert.Single(broker.Sessions).ClientId);
    }

    [Fact]
    public void The_expiry_of_the_latest_connection_counts()
    {
        using var broker = new TestBroker();
        broker.Connect(ConnectFor.Client("c", expiry: 1000)).Drop();
        broker.Connect(ConnectFor.Client("c", expiry: 5)).Drop();

        broker.Advance(TimeSpan.FromSeconds(5.2));

        Assert.Empty(broker.Sessions);
    }
}
