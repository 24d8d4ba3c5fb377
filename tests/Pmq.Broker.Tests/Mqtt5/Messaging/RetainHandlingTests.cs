using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt5.Messaging;

/// <summary>Retain handling and retain as published.</summary>
[Seed("ERL-13")]
public sealed class RetainHandlingTests
{
    [Fact]
    [Mqtt5("MQTT-3.3.1-9", "MQTT-3.8.4-4")]
    public void With_handling_0_every_subscribe_sends_the_retained_messages_again_and_loses_nothing()
    {
        using var broker = new TestBroker();
        TestClient subscriber = WithRetained(broker, out TestClient publisher);
        var options = new SubscriptionOptions(QoS.AtMostOnce, retainHandling: RetainHandling.Always);

        subscriber.Subscribe("t/#", options);
        Assert.Equal(["kept"], subscriber.TakeTexts());

        // The second time a message comes in the middle of it.
        publisher.SendQuietly(Frames.Publish("t/2", "passing"));
        subscriber.SendSubscribe([("t/#", options)]);
        Assert.Equal(["kept", "passing"], subscriber.TakeTexts().Order(StringComparer.Ordinal));
    }

    [Fact]
    [Mqtt5("MQTT-3.3.1-10")]
    public void With_handling_1_only_a_new_subscription_gets_the_retained_messages()
    {
        using var broker = new TestBroker();
        TestClient subscriber = WithRetained(broker, out _);
        var options = new SubscriptionOptions(QoS.AtMostOnce, retainHandling: RetainHandling.OnlyNew);

        subscriber.Subscribe("t/#", options);
        Assert.Equal(["kept"], subscriber.TakeTexts());
        subscriber.Subscribe("t/#", options);
        Assert.Equal(0, subscriber.Waiting);

        subscriber.Unsubscribe("t/#");
        subscriber.Subscribe("t/#", options);
        Assert.Equal(["kept"], subscriber.TakeTexts());
    }

    [Fact]
    [Mqtt5("MQTT-3.3.1-11")]
    public void With_handling_2_no_subscription_gets_the_retained_messages()
    {
        using var broker = new TestBroker();
        TestClient subscriber = WithRetained(broker, out TestClient publisher);

        subscriber.Subscribe("t/#", new SubscriptionOptions(QoS.AtMostOnce, retainHandling: RetainHandling.Never));

        Assert.Equal(0, subscriber.Waiting);
        publisher.Publish("t/1", "now", retain: true);
        Assert.Equal(["now"], subscriber.TakeTexts());
    }

    [Fact]
    [Mqtt5("MQTT-3.3.1-12")]
    public void Without_retain_as_published_a_passing_message_has_retain_0()
    {
        using var broker = new TestBroker();
        TestClient subscriber = WithRetained(broker, out TestClient publisher);
        subscriber.Subscribe("t/#", new SubscriptionOptions(QoS.AtMostOnce, retainAsPublished: false));

        // What was retained before says so all the same.
        Assert.True(subscriber.TakeMessage().Retain);
        publisher.Publish("t/1", "now", retain: true);
        Assert.False(subscriber.TakeMessage().Retain);
    }

    [Fact]
    [Mqtt5("MQTT-3.3.1-13")]
    public void With_retain_as_published_a_passing_message_keeps_its_flag()
    {
        using var broker = new TestBroker();
        TestClient subscriber = WithRetained(broker, out TestClient publisher);
        subscriber.Subscribe("t/#", new SubscriptionOptions(QoS.AtMostOnce, retainAsPublished: true));
        Assert.True(subscriber.TakeMessage().Retain);

        publisher.Publish("t/1", "now", retain: true);
        publisher.Publish("t/1", "then");

        Assert.True(subscriber.TakeMessage().Retain);
        Assert.False(subscriber.TakeMessage().Retain);
    }

    [Fact]
    public void A_subscription_that_was_resumed_with_its_session_gets_no_retained_messages()
    {
        using var broker = new TestBroker();
        WithRetained(broker, out _);
        TestClient kept = broker.ConnectKept("kept");
        kept.Subscribe("t/#");
        Assert.Equal(["kept"], kept.TakeTexts());
        kept.Drop();

        Assert.Equal(0, broker.ConnectKept("kept").Waiting);
    }

    [Theory]
    [InlineData("$share/g/t/#")]
    [InlineData("$queue/t/#")]
    public void Shared_subscriptions_get_no_retained_messages(string filter)
    {
        using var broker = new TestBroker();
        TestClient subscriber = WithRetained(broker, out TestClient publisher);

        subscriber.Subscribe(filter, new SubscriptionOptions(QoS.AtMostOnce, retainHandling: RetainHandling.Always));

        Assert.Equal(0, subscriber.Waiting);
        publisher.Publish("t/1", "now", retain: true);
        Assert.Equal(["now"], subscriber.TakeTexts());
    }

    [Fact]
    public void Retained_messages_come_at_the_granted_QoS_with_the_identifier_of_the_subscription()
    {
        using var broker = new TestBroker();
        TestClient subscriber = WithRetained(broker, out TestClient publisher);
        publisher.Publish("t/1", "two", QoS.ExactlyOnce, retain: true);

        subscriber.Subscribe("t/+", QoS.AtLeastOnce, Props.Of(PropertyId.SubscriptionIdentifier, 7));

        Packet found = subscriber.TakeMessage();
        Assert.Equal(("two", QoS.AtLeastOnce), (found.Text, found.QoS));
        Assert.Equal([7u], found.Numbers(PropertyId.SubscriptionIdentifier));
    }

    private static TestClient WithRetained(TestBroker broker, out TestClient publisher)
    {
        publisher = broker.Connect("p");
        publisher.Publish("t/1", "kept", retain: true);
        return broker.Connect("s");
    }
}
