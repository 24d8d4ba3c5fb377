using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt5.Connecting;

/// <summary>When a will is published, and how.</summary>
public class WillTests
{
    private static readonly WillSettings Plain = new("will/c", "gone");

    [Fact]
    [Mqtt5("MQTT-3.1.2-7", "MQTT-3.1.2-8")]
    public void A_will_is_published_when_the_connection_is_lost_and_not_before()
    {
        using var broker = new TestBroker();
        TestClient watcher = Watcher(broker);
        TestClient client = broker.Connect(ConnectFor.Client("c", will: Plain));
        broker.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, watcher.Waiting);

        client.Drop();

        Packet will = watcher.Take(PacketType.Publish);
        Assert.Equal(("will/c", "gone", QoS.AtMostOnce, false), (will.Topic, will.Text, will.QoS, will.Retain));
        Assert.Empty(will.Properties);
    }

    [Fact]
    [Mqtt5("MQTT-3.14.4-3", "MQTT-3.1.2-10")]
    public void A_normal_DISCONNECT_drops_the_will()
    {
        using var broker = new TestBroker();
        TestClient watcher = Watcher(broker);

        broker.Connect(ConnectFor.Client("c", will: Plain)).Disconnect();
        TestClient kept = broker.Connect(ConnectFor.Client("d", expiry: 10, will: Plain));
        kept.Disconnect();
        broker.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal(0, watcher.Waiting);
    }

    [Theory]
    [InlineData(ReasonCode.DisconnectWithWill)]
    [InlineData(ReasonCode.UnspecifiedError)]
    [InlineData(ReasonCode.ImplementationSpecificError)]
    [Mqtt5("MQTT-3.1.2-8")]
    public void Any_other_DISCONNECT_publishes_the_will(ReasonCode reason)
    {
        using var broker = new TestBroker();
        TestClient watcher = Watcher(broker);

        broker.Connect(ConnectFor.Client("c", will: Plain)).Disconnect(reason);

        Assert.Equal("gone", watcher.Take(PacketType.Publish).Text);
    }

    [Fact]
    [Mqtt5("MQTT-3.1.2-8")]
    public void A_connection_that_the_broker_closes_publishes_the_will()
    {
        using var broker = new TestBroker();
        TestClient watcher = Watcher(broker);
        TestClient client = broker.Connect(ConnectFor.Client("c", will: Plain));

        client.SendHex("C1 00");

        Assert.True(client.IsClosed);
        Assert.Equal("gone", watcher.Take(PacketType.Publish).Text);
    }

    [Fact]
    [Mqtt5("MQTT-3.1.2-10")]
    public void A_will_is_published_once()
    {
        using var broker = new TestBroker();
        TestClient watcher = Watcher(broker);
        broker.Connect(ConnectFor.Client("c", expiry: 10, will: Plain)).Drop();
        Assert.Equal("gone", watcher.Take(PacketType.Publish).Text);

        broker.Connect(ConnectFor.Client("c", expiry: 10)).Drop();
        broker.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal(0, watcher.Waiting);
        Assert.Equal("w", Assert.Single(broker.Sessions).ClientId);
    }

    [Fact]
    [Mqtt5("MQTT-3.1.2-10", "MQTT-3.1.2-7")]
    public void The_will_of_the_latest_connection_counts()
    {
        using var broker = new TestBroker();
        TestClient watcher = Watcher(broker);
        broker.Connect(ConnectFor.Client("c", expiry: 10, will: Plain)).Disconnect();

        broker.Connect(ConnectFor.Client("c", expiry: 10, will: Plain with { Payload = "second" })).Drop();

        Assert.Equal("second", watcher.Take(PacketType.Publish).Text);
        Assert.Equal(0, watcher.Waiting);
    }

    [Theory]
    [InlineData(QoS.AtMostOnce)]
    [InlineData(QoS.AtLeastOnce)]
    [InlineData(QoS.ExactlyOnce)]
    [Mqtt5("MQTT-3.1.2-12")]
    public void A_will_is_published_at_its_QoS(QoS qos)
    {
        using var broker = new TestBroker();
        TestClient watcher = Watcher(broker);

        broker.Connect(ConnectFor.Client("c", will: Plain with { QoS = qos })).Drop();

        Assert.Equal(qos, watcher.Take(PacketType.Publish).QoS);
    }

    [Fact]
    [Mqtt5("MQTT-3.1.2-14")]
    public void A_will_without_the_retain_flag_is_not_retained()
    {
        using var broker = new TestBroker();

        broker.Connect(ConnectFor.Client("c", will: Plain)).Drop();

        Assert.Equal(0, broker.Node.RetainedCount);
        Assert.Equal(0, Watcher(broker).Waiting);
    }

    [Fact]
    [Mqtt5("MQTT-3.1.2-15")]
    public void A_will_with_the_retain_flag_is_retained()
    {
        using var broker = new TestBroker();

        broker.Connect(ConnectFor.Client("c", will: Plain with { Retain = true })).Drop();

        Packet retained = Watcher(broker).Take(PacketType.Publish);
        Assert.Equal(("gone", true), (retained.Text, retained.Retain));
    }

    [Fact]
    [Mqtt5("MQTT-3.1.2-9", "MQTT-3.1.3-10")]
    public void All_properties_of_a_will_are_passed_on_and_user_properties_keep_their_order()
    {
        using var broker = new TestBroker();
        TestClient watcher = Watcher(broker);
        Props properties = Props.OfUser("b", "1")
            .And(PropertyId.PayloadFormatIndicator, 1)
            .And(PropertyId.MessageExpiryInterval, 77)
            .AndUser("a", "2")
            .And(PropertyId.ContentType, "text/plain")
            .And(PropertyId.ResponseTopic, "answers")
            .And(PropertyId.CorrelationData, [1, 2, 0, 255])
            .AndUser("b", "0")
            .And(PropertyId.WillDelayInterval, 0);

        broker.Connect(ConnectFor.Client("c", will: Plain with { Properties = properties })).Drop();

        Packet will = watcher.Take(PacketType.Publish);
        Assert.Equal(["b=1", "a=2", "b=0"], will.UserProperties);
        Assert.Equal(1u, will.Number(PropertyId.PayloadFormatIndicator));
        Assert.Equal(77u, will.Number(PropertyId.MessageExpiryInterval));
        Assert.Equal("text/plain", will.TextOf(PropertyId.ContentType));
        Assert.Equal("answers", will.TextOf(PropertyId.ResponseTopic));
        Assert.Equal([1, 2, 0, 255], will.Binary(PropertyId.CorrelationData));
        Assert.False(will.Has(PropertyId.WillDelayInterval));
    }

    [Fact]
    public void The_expiry_of_a_will_begins_when_it_is_published()
    {
        using var broker = new TestBroker();
        TestClient watcher = broker.ConnectKept("w");
        watcher.Subscribe("will/#");
        watcher.Disconnect();
        Props properties = Props.Of(PropertyId.MessageExpiryInterval, 5).And(PropertyId.WillDelayInterval, 20);
        var will = new WillSettings("will/c", "gone", QoS.AtLeastOnce, Properties: properties);
        broker.Connect(ConnectFor.Client("c", expiry: 100, will)).Drop();

        broker.Advance(TimeSpan.FromSeconds(20.1));
        broker.Advance(TimeSpan.FromSeconds(3));
        TestClient soon = broker.Open();
        soon.Connect(ConnectFor.Client("w", uint.MaxValue));

        Assert.Equal(2u, soon.Take(PacketType.Publish).Number(PropertyId.MessageExpiryInterval));
    }

    [Fact]
    public void A_will_that_expired_in_the_queue_is_not_delivered()
    {
        using var broker = new TestBroker();
        TestClient watcher = broker.ConnectKept("w");
        watcher.Subscribe("will/#");
        watcher.Disconnect();
        var will = new WillSettings(
            "will/c", "gone", QoS.AtLeastOnce, Properties: Props.Of(PropertyId.MessageExpiryInterval, 5));
        broker.Connect(ConnectFor.Client("c", will: will)).Drop();

        broker.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal(0, broker.ConnectKept("w").Waiting);
        Assert.Equal(1, broker.Ledger.Dropped(Accounting.DropCause.Expired));
    }

    private static TestClient Watcher(TestBroker broker)
    {
        TestClient watcher = broker.Connect("w");
        watcher.Subscribe("will/#");
        return watcher;
    }
}
