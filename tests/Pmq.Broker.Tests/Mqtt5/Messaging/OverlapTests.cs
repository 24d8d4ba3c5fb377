using Pmq.Broker.Options;
using Pmq.Broker.Routing;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt5.Messaging;

/// <summary>A client whose subscriptions overlap, and the identifiers it gave them.</summary>
public sealed class OverlapTests
{
    [Fact]
    [Seed("GMN-06")]
    [Mqtt5("MQTT-3.3.4-2", "MQTT-3.3.4-3", "MQTT-3.3.4-4")]
    public void One_copy_comes_at_the_highest_QoS_with_all_identifiers()
    {
        using var broker = new TestBroker(With(DeliveryMode.OnlyOnce));
        TestClient subscriber = WithOverlap(broker);

        broker.Connect("p").Publish("a/b", "x", QoS.ExactlyOnce);

        Packet only = subscriber.TakeMessage();
        Assert.Equal((QoS.ExactlyOnce, 0), (only.QoS, subscriber.Waiting));
        Assert.Equal([1u, 2u, 268_435_455u], only.Numbers(PropertyId.SubscriptionIdentifier).Order());
    }

    [Theory]
    [InlineData(2, 0, 1)]
    [InlineData(0, 2, 1)]
    [InlineData(0, 1, 2)]
    [InlineData(1, 0, 0)]
    [InlineData(0, 0, 1)]
    [Mqtt5("MQTT-3.3.4-2")]
    public void The_highest_QoS_holds_whichever_subscription_has_it(int first, int second, int third)
    {
        using var broker = new TestBroker();
        TestClient subscriber = broker.Connect("s");
        subscriber.Subscribe("a/#", (QoS)first);
        subscriber.Subscribe("a/+", (QoS)second);
        subscriber.Subscribe("a/b", (QoS)third);

        broker.Connect("p").Publish("a/b", "x", QoS.ExactlyOnce);

        int highest = Math.Max(first, Math.Max(second, third));
        Assert.Equal([(QoS)highest], subscriber.TakeAll().Select(message => message.QoS));
    }

    [Fact]
    [Seed("GMN-06")]
    [Mqtt5("MQTT-3.3.4-2", "MQTT-3.3.4-3", "MQTT-3.3.4-5")]
    public void Or_a_copy_comes_for_each_subscription_at_its_QoS_with_its_identifier()
    {
        using var broker = new TestBroker(With(DeliveryMode.Overlap));
        TestClient subscriber = WithOverlap(broker);

        broker.Connect("p").Publish("a/b", "x", QoS.ExactlyOnce);

        Assert.Equal(
            [("AtMostOnce", "1"), ("AtLeastOnce", "268435455"), ("ExactlyOnce", "2"), ("ExactlyOnce", "")],
            subscriber.TakeAll()
                .Select(message => (
                    $"{message.QoS}", string.Join(',', message.Numbers(PropertyId.SubscriptionIdentifier))))
                .OrderBy(copy => copy.Item1 switch { "AtMostOnce" => 0, "AtLeastOnce" => 1, _ => 2 })
                .ThenByDescending(copy => copy.Item2, StringComparer.Ordinal));
    }

    [Fact]
    [Mqtt5("MQTT-3.3.4-3")]
    public void A_message_tells_only_the_identifiers_of_subscriptions_that_matched()
    {
        using var broker = new TestBroker();
        TestClient subscriber = WithOverlap(broker);
        TestClient publisher = broker.Connect("p");

        publisher.Publish("a/c", "x");
        publisher.Publish("c", "x");

        Assert.Equal([1u, 2u], subscriber.TakeMessage().Numbers(PropertyId.SubscriptionIdentifier).Order());
        Packet second = subscriber.TakeMessage();
        Assert.False(second.Has(PropertyId.SubscriptionIdentifier));
    }

    [Fact]
    [Mqtt5("MQTT-3.3.4-3")]
    public void Identifiers_survive_the_queue_and_a_resumption()
    {
        using var broker = new TestBroker();
        TestClient kept = broker.ConnectKept("s");
        kept.Subscribe("t", QoS.AtLeastOnce, Props.Of(PropertyId.SubscriptionIdentifier, 9));
        kept.Drop();
        broker.Connect("p").Publish("t", "x", QoS.AtLeastOnce);
        for (int i = 0; i < 2; i++)
        {
            kept = broker.ConnectKept("s");
            Assert.Equal([9u], kept.TakeMessage().Numbers(PropertyId.SubscriptionIdentifier));
            kept.Drop();
        }
    }

    [Theory]
    [InlineData(DeliveryMode.OnlyOnce)]
    [InlineData(DeliveryMode.Overlap)]
    public void A_shared_subscription_gives_its_own_copy_besides(DeliveryMode mode)
    {
        using var broker = new TestBroker(With(mode));
        TestClient subscriber = broker.Connect("s");
        subscriber.Subscribe("t", QoS.AtMostOnce, Props.Of(PropertyId.SubscriptionIdentifier, 1));
        subscriber.Subscribe("$share/g/t", QoS.AtMostOnce, Props.Of(PropertyId.SubscriptionIdentifier, 2));

        broker.Connect("p").Publish("t", "x");

        Assert.Equal(
            ["1", "2"],
            subscriber.TakeAll()
                .Select(message => string.Join(',', message.Numbers(PropertyId.SubscriptionIdentifier)))
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    [Mqtt5("MQTT-3.8.3-3")]
    public void With_no_local_a_client_does_not_get_what_it_publishes_itself()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect("c");
        client.Subscribe("t", new SubscriptionOptions(QoS.AtMostOnce, noLocal: true));

        client.Publish("t", "own");
        client.Publish("t", "own", QoS.ExactlyOnce);
        broker.Connect("p").Publish("t", "other's");

        Assert.Equal(["other's"], client.TakeTexts());
    }

    [Fact]
    [Mqtt5("MQTT-3.8.3-3")]
    public void With_no_local_a_client_does_not_find_its_own_message_retained()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect("c");
        client.Publish("own", "x", retain: true);
        broker.Connect("p").Publish("other", "x", retain: true);

        client.Subscribe("+", new SubscriptionOptions(QoS.AtMostOnce, noLocal: true));
        Assert.Equal(["other"], client.TakeAll().Select(message => message.Topic));

        // Whether its session is the same does not matter: it is the identifier that counts.
        client.Drop();
        client = broker.Connect("c");
        client.Subscribe("+", new SubscriptionOptions(QoS.AtMostOnce, noLocal: true));
        Assert.Equal(["other"], client.TakeAll().Select(message => message.Topic));
        client.Subscribe("own");
        Assert.Equal(["own"], client.TakeAll().Select(message => message.Topic));
    }

    [Fact]
    public void Without_no_local_a_client_gets_what_it_publishes_itself()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect("c");
        client.Subscribe("t");

        client.Publish("t", "own");

        Assert.Equal(["own"], client.TakeTexts());
    }

    [Fact]
    public void No_local_concerns_one_subscription_of_several()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect("c");
        var noLocal = new SubscriptionOptions(QoS.AtMostOnce, noLocal: true);
        client.Subscribe("t", noLocal, Props.Of(PropertyId.SubscriptionIdentifier, 1));
        client.Subscribe("+", QoS.AtMostOnce, Props.Of(PropertyId.SubscriptionIdentifier, 2));

        client.Publish("t", "own");

        Assert.Equal([2u], client.TakeMessage().Numbers(PropertyId.SubscriptionIdentifier));
    }

    private static BrokerOptions With(DeliveryMode mode) => new()
    {
        Subscription = new SubscriptionLimits { DeliveryMode = mode },
    };

    /// <summary>Subscriptions to a/b of every QoS; one of them has no identifier.</summary>
    private static TestClient WithOverlap(TestBroker broker)
    {
        TestClient subscriber = broker.Connect("s");
        subscriber.Subscribe("a/#", QoS.AtMostOnce, Props.Of(PropertyId.SubscriptionIdentifier, 1));
        subscriber.Subscribe("a/+", QoS.ExactlyOnce, Props.Of(PropertyId.SubscriptionIdentifier, 2));
        subscriber.Subscribe("a/b", QoS.AtLeastOnce, Props.Of(PropertyId.SubscriptionIdentifier, 268_435_455));
        subscriber.Subscribe("#", QoS.ExactlyOnce);
        return subscriber;
    }
}
