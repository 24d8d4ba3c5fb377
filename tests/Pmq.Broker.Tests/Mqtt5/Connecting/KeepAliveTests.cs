using Pmq.Broker.Options;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt5.Connecting;

public class KeepAliveTests
{
    [Fact]
    [Mqtt5("MQTT-3.1.2-22", "MQTT-3.2.2-22")]
    public void Silence_of_one_and_a_half_keep_alives_ends_the_connection()
    {
        using var broker = new TestBroker();
        TestClient client = Connect(broker, keepAlive: 10);

        broker.Advance(TimeSpan.FromSeconds(14.8));
        Assert.False(client.IsClosed);
        broker.Advance(TimeSpan.FromSeconds(0.4));

        Assert.Equal(ReasonCode.KeepAliveTimeout, client.Take(PacketType.Disconnect).Reason);
        Assert.True(client.IsClosed);
    }

    [Fact]
    [Mqtt5("MQTT-3.1.2-22")]
    public void It_is_as_if_the_network_had_failed_so_the_will_is_published()
    {
        using var broker = new TestBroker();
        TestClient watcher = broker.Connect("w");
        watcher.Subscribe("will");
        TestClient client = broker.Open();
        client.Connect(ConnectFor.Client("c", will: new WillSettings("will", "gone")) with { KeepAlive = 10 });

        broker.Advance(TimeSpan.FromSeconds(16));

        Assert.True(client.IsClosed);
        Assert.Equal("gone", watcher.Take(PacketType.Publish).Text);
    }

    [Fact]
    [Mqtt5("MQTT-3.1.2-22", "MQTT-3.12.4-1")]
    public void Any_packet_starts_the_time_anew()
    {
        using var broker = new TestBroker();
        TestClient client = Connect(broker, keepAlive: 10);

        broker.Advance(TimeSpan.FromSeconds(14));
        client.Ping();
        Assert.Equal(PacketType.Pingresp, client.Take().Type);
        broker.Advance(TimeSpan.FromSeconds(14));
        client.Publish("t", "x");
        broker.Advance(TimeSpan.FromSeconds(14.8));
        Assert.False(client.IsClosed);
        broker.Advance(TimeSpan.FromSeconds(0.4));

        Assert.True(client.IsClosed);
    }

    [Fact]
    public void A_message_to_the_client_is_no_sign_of_life()
    {
        using var broker = new TestBroker();
        TestClient client = Connect(broker, keepAlive: 10);
        client.Subscribe("t");
        broker.Advance(TimeSpan.FromSeconds(10));

        broker.Connect("p").Publish("t", "x");
        broker.Advance(TimeSpan.FromSeconds(5.2));

        Assert.True(client.IsClosed);
    }

    [Fact]
    public void A_keep_alive_of_zero_lets_the_client_be_silent_for_ever()
    {
        using var broker = new TestBroker();
        TestClient client = Connect(broker, keepAlive: 0);

        broker.Advance(TimeSpan.FromDays(100));

        Assert.False(client.IsClosed);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(0)]
    [Mqtt5("MQTT-3.1.2-21", "MQTT-3.2.2-21")]
    public void The_servers_keep_alive_is_told_and_holds(ushort asked)
    {
        using var broker = new TestBroker(
            new BrokerOptions { Connection = new ConnectionOptions { KeepAliveMax = 20 } });
        TestClient client = broker.Open();

        Packet connack = client.Connect(ConnectFor.Client("c") with { KeepAlive = asked });

        Assert.Equal(20u, connack.Number(PropertyId.ServerKeepAlive));
        broker.Advance(TimeSpan.FromSeconds(29.8));
        Assert.False(client.IsClosed);
        broker.Advance(TimeSpan.FromSeconds(0.4));
        Assert.Equal(ReasonCode.KeepAliveTimeout, client.Take(PacketType.Disconnect).Reason);
    }

    [Fact]
    [Mqtt5("MQTT-3.2.2-22")]
    public void A_shorter_keep_alive_of_the_client_stays_and_is_not_told()
    {
        using var broker = new TestBroker(
            new BrokerOptions { Connection = new ConnectionOptions { KeepAliveMax = 20 } });
        TestClient client = broker.Open();

        Packet connack = client.Connect(ConnectFor.Client("c") with { KeepAlive = 5 });

        Assert.False(connack.Has(PropertyId.ServerKeepAlive));
        broker.Advance(TimeSpan.FromSeconds(7.3));
        Assert.False(client.IsClosed);
        broker.Advance(TimeSpan.FromSeconds(0.4));
        Assert.True(client.IsClosed);
    }

    [Fact]
    public void The_keep_alive_of_an_older_connection_does_not_end_the_newer_one()
    {
        using var broker = new TestBroker();
        Connect(broker, keepAlive: 2).Drop();
        broker.Advance(TimeSpan.FromSeconds(1));
        TestClient client = Connect(broker, keepAlive: 100);

        broker.Advance(TimeSpan.FromSeconds(100));

        Assert.False(client.IsClosed);
    }

    private static TestClient Connect(TestBroker broker, ushort keepAlive) =>
        broker.Connect(ConnectFor.Client("c") with { KeepAlive = keepAlive });
}
