using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt5.Connecting;

[Seed("ERL-13")]
public class WillDelayTests
{
    private const uint Delay = 10;
    private static readonly WillSettings Delayed =
        new("will", "gone", Properties: Props.Of(PropertyId.WillDelayInterval, Delay));

    [Fact]
    [Mqtt5("MQTT-3.1.2-8", "MQTT-3.1.2-7")]
    public void A_will_waits_for_its_delay()
    {
        using var broker = new TestBroker();
        TestClient watcher = Watcher(broker);
        broker.Connect(ConnectFor.Client("c", expiry: 100, Delayed)).Drop();

        broker.Advance(TimeSpan.FromSeconds(Delay - 0.2));
        Assert.Equal(0, watcher.Waiting);
        broker.Advance(TimeSpan.FromSeconds(0.4));

        Assert.Equal("gone", watcher.Take(PacketType.Publish).Text);
        broker.Advance(TimeSpan.FromSeconds(200));
        Assert.Equal(0, watcher.Waiting);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(0)]
    [Mqtt5("MQTT-3.1.2-8")]
    public void A_session_that_ends_before_the_delay_publishes_the_will(uint expiry)
    {
        using var broker = new TestBroker();
        TestClient watcher = Watcher(broker);
        broker.Connect(ConnectFor.Client("c", expiry, Delayed)).Drop();

        Assert.Equal(expiry == 0 ? 1 : 0, watcher.Waiting);
        broker.Advance(TimeSpan.FromSeconds(expiry + 0.2));

        Assert.Equal("gone", watcher.Take(PacketType.Publish).Text);
        broker.Advance(TimeSpan.FromSeconds(100));
        Assert.Equal(0, watcher.Waiting);
    }

    [Fact]
    [Mqtt5("MQTT-3.1.2-8")]
    public void A_clean_start_ends_the_session_and_so_publishes_the_will()
    {
        using var broker = new TestBroker();
        TestClient watcher = Watcher(broker);
        broker.Connect(ConnectFor.Client("c", expiry: 100, Delayed)).Drop();
        Assert.Equal(0, watcher.Waiting);

        broker.Connect(ConnectFor.Client("c", expiry: 100, cleanStart: true));

        Assert.Equal("gone", watcher.Take(PacketType.Publish).Text);
    }

    /// <summary>The client comes back with another will, which must not go out in the place of the one before.</summary>
    [Fact]
    [Mqtt5("MQTT-3.1.3-9")]
    public void A_return_within_the_delay_cancels_the_will()
    {
        using var broker = new TestBroker();
        TestClient watcher = Watcher(broker);
        broker.Connect(ConnectFor.Client("c", expiry: 100, Delayed)).Drop();
        broker.Advance(TimeSpan.FromSeconds(Delay - 1));

        TestClient back = broker.Connect(ConnectFor.Client("c", expiry: 100, new WillSettings("will", "other")));
        broker.Advance(TimeSpan.FromSeconds(1000));

        Assert.False(back.IsClosed);
        Assert.Equal(0, watcher.Waiting);
    }

    [Fact]
    [Mqtt5("MQTT-3.1.3-9")]
    public void A_return_without_a_will_cancels_the_one_before()
    {
        using var broker = new TestBroker();
        TestClient watcher = Watcher(broker);
        broker.Connect(ConnectFor.Client("c", expiry: 100, Delayed)).Drop();

        broker.Connect(ConnectFor.Client("c", expiry: 100)).Drop();
        broker.Advance(TimeSpan.FromSeconds(1000));

        Assert.Equal(0, watcher.Waiting);
    }

    [Fact]
    public void DISCONNECT_that_shortens_the_session_shortens_the_wait()
    {
        using var broker = new TestBroker();
        TestClient watcher = Watcher(broker);
        TestClient client = broker.Connect(ConnectFor.Client("c", expiry: 100, Delayed));

        client.Disconnect(ReasonCode.DisconnectWithWill, ConnectFor.Expiry(3));

        broker.Advance(TimeSpan.FromSeconds(2.8));
        Assert.Equal(0, watcher.Waiting);
        broker.Advance(TimeSpan.FromSeconds(0.4));
        Assert.Equal("gone", watcher.Take(PacketType.Publish).Text);
    }

    [Fact]
    public void An_operator_who_ends_the_session_has_the_will_published_at_once()
    {
        using var broker = new TestBroker();
        TestClient watcher = Watcher(broker);
        broker.Connect(ConnectFor.Client("c", expiry: 100, Delayed)).Drop();

        broker.Node.EndClient("c", endSession: true);
        broker.Run();

        Assert.Equal("gone", watcher.Take(PacketType.Publish).Text);
    }

    private static TestClient Watcher(TestBroker broker)
    {
        TestClient watcher = broker.Connect("w");
        watcher.Subscribe("will");
        return watcher;
    }
}
