using Pmq.Broker.Accounting;
using Pmq.Broker.Options;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt5.Messaging;

/// <summary>How long a message is worth something.</summary>
public sealed class MessageExpiryTests
{
    [Theory]
    [InlineData(QoS.AtMostOnce)]
    [InlineData(QoS.AtLeastOnce)]
    [InlineData(QoS.ExactlyOnce)]
    [Mqtt5("MQTT-3.3.2-5")]
    public void A_copy_whose_time_is_over_before_delivery_began_is_dropped(QoS qos)
    {
        using var broker = new TestBroker();
        TestClient kept = broker.ConnectKept("s");
        kept.Subscribe("t");
        kept.Drop();
        TestClient publisher = broker.Connect("p");
        publisher.Publish("t", "short", qos, properties: Props.Of(PropertyId.MessageExpiryInterval, 10));
        publisher.Publish("t", "long", qos);
        broker.Advance(TimeSpan.FromSeconds(10));

        kept = broker.ConnectKept("s");

        Assert.Equal(["long"], kept.DrainTexts());
        Assert.Equal(1, broker.Ledger.Dropped(DropCause.Expired));
    }

    [Fact]
    [Mqtt5("MQTT-3.3.2-6")]
    public void The_expiry_is_lowered_by_the_seconds_that_the_message_has_waited()
    {
        using var broker = new TestBroker();
        TestClient kept = broker.ConnectKept("s");
        kept.Subscribe("t");
        kept.Drop();
        TestClient publisher = broker.Connect("p");
        publisher.Publish("t", "a", QoS.AtLeastOnce, properties: Props.Of(PropertyId.MessageExpiryInterval, 100));
        broker.Advance(TimeSpan.FromSeconds(30));
        publisher.Publish("t", "b", QoS.AtLeastOnce, properties: Props.Of(PropertyId.MessageExpiryInterval, 100));
        broker.Advance(TimeSpan.FromSeconds(12));

        kept = broker.ConnectKept("s");

        Assert.Equal(58u, kept.TakeMessage().Number(PropertyId.MessageExpiryInterval));
        Assert.Equal(88u, kept.TakeMessage().Number(PropertyId.MessageExpiryInterval));
    }

    [Fact]
    [Mqtt5("MQTT-3.3.2-6")]
    public void A_message_that_does_not_wait_has_the_expiry_it_was_sent_with()
    {
        using var broker = new TestBroker();
        TestClient subscriber = broker.Connect("s");
        subscriber.Subscribe("t");

        broker.Connect("p").Publish("t", "x", properties: Props.Of(PropertyId.MessageExpiryInterval, 100));

        Assert.Equal(100u, subscriber.TakeMessage().Number(PropertyId.MessageExpiryInterval));
    }

    [Fact]
    public void A_message_without_an_expiry_never_expires_and_tells_none()
    {
        using var broker = new TestBroker();
        TestClient kept = broker.ConnectKept("s");
        kept.Subscribe("t");
        kept.Drop();
        broker.Connect("p").Publish("t", "x", QoS.AtLeastOnce);
        broker.Advance(TimeSpan.FromDays(365));

        Packet message = broker.ConnectKept("s").TakeMessage();

        Assert.False(message.Has(PropertyId.MessageExpiryInterval));
    }

    [Fact]
    public void A_configured_maximum_holds_for_all_messages()
    {
        using var broker = new TestBroker(new BrokerOptions { Message = new MessageOptions { ExpiryMax = 60 } });
        TestClient kept = broker.ConnectKept("s");
        kept.Subscribe("t");
        TestClient publisher = broker.Connect("p");
        publisher.Publish("t", "none");
        publisher.Publish("t", "long", properties: Props.Of(PropertyId.MessageExpiryInterval, 100));
        publisher.Publish("t", "short", properties: Props.Of(PropertyId.MessageExpiryInterval, 10));

        uint[] expiries =
            [.. kept.TakeAll().Select(message => message.Number(PropertyId.MessageExpiryInterval))];
        Assert.Equal([60u, 60u, 10u], expiries);
    }

    [Fact]
    public void A_message_that_waits_behind_a_full_window_expires_there()
    {
        using var broker = new TestBroker();
        TestClient subscriber = broker.ConnectWith("s", Props.Of(PropertyId.ReceiveMaximum, 1));
        subscriber.Subscribe("t");
        TestClient publisher = broker.Connect("p");
        publisher.Publish("t", "first", QoS.AtLeastOnce);
        publisher.Publish("t", "second", QoS.AtLeastOnce, properties: Props.Of(PropertyId.MessageExpiryInterval, 5));
        publisher.Publish("t", "third", QoS.AtLeastOnce);
        broker.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(["first", "third"], subscriber.DrainTexts());
        Assert.Equal(1, broker.Ledger.Dropped(DropCause.Expired));
    }

    [Fact]
    [Mqtt5("MQTT-4.3.3-7")]
    public void A_QoS_2_message_that_was_sent_does_not_expire_any_more()
    {
        using var broker = new TestBroker();
        TestClient kept = broker.ConnectKept("s");
        kept.Subscribe("t");
        TestClient publisher = broker.Connect("p");
        publisher.Publish("t", "x", QoS.ExactlyOnce, properties: Props.Of(PropertyId.MessageExpiryInterval, 5));
        Packet sent = kept.TakeMessage();
        kept.Drop();
        broker.Advance(TimeSpan.FromSeconds(60));

        kept = broker.ConnectKept("s");

        Packet again = kept.TakeMessage();
        Assert.Equal((sent.PacketId, true, "x"), (again.PacketId, again.Dup, again.Text));
        Assert.Equal(0u, again.Number(PropertyId.MessageExpiryInterval));
        kept.Complete(again);
        Assert.Equal(1, broker.Ledger.Acknowledged);
    }

    [Fact]
    [Mqtt5("MQTT-4.3.3-13")]
    public void A_publisher_s_QoS_2_exchange_goes_on_although_the_message_has_expired()
    {
        using var broker = new TestBroker();
        TestClient kept = broker.ConnectKept("s");
        kept.Subscribe("t");
        kept.Drop();
        TestClient publisher = broker.ConnectKept("p");
        Props expiry = Props.Of(PropertyId.MessageExpiryInterval, 1);
        ushort id = publisher.Publish("t", "x", QoS.ExactlyOnce, properties: expiry);
        publisher.Drop();
        broker.Advance(TimeSpan.FromSeconds(5));

        // The answer was lost, so the publisher repeats itself.
        publisher = broker.ConnectKept("p");
        publisher.Publish("t", "x", QoS.ExactlyOnce, packetId: id, dup: true, properties: expiry);
        Assert.Equal(id, publisher.Take(PacketType.Pubrec).PacketId);
        publisher.Acknowledge(PacketType.Pubrel, id);
        Packet pubcomp = publisher.Take(PacketType.Pubcomp);
        Assert.Equal((id, ReasonCode.Success), (pubcomp.PacketId, pubcomp.Reason));

        Assert.Empty(broker.ConnectKept("s").TakeTexts());
    }
}
