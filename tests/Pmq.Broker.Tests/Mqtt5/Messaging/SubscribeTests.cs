using Pmq.Broker.Options;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt5.Messaging;

/// <summary>SUBSCRIBE and SUBACK.</summary>
public sealed class SubscribeTests
{
    [Theory]
    [InlineData(0x80)]
    [InlineData(0x83)]
    [InlineData(0x8A)]
    [Mqtt5("MQTT-3.8.1-1")]
    public void Other_flags_than_0010_end_the_connection(byte header)
    {
        byte[] frame = Frames.Subscribe(1, "t", new SubscriptionOptions(QoS.AtMostOnce));
        frame[0] = header;

        AssertEnds(frame, ReasonCode.MalformedPacket);
    }

    [Fact]
    [Mqtt5("MQTT-3.8.3-2")]
    public void A_SUBSCRIBE_without_a_filter_ends_the_connection() =>
        AssertEnds([0x82, 3, 0, 1, 0], ReasonCode.ProtocolError);

    [Theory]
    [InlineData(0b0100_0000)]
    [InlineData(0b1000_0000)]
    [Mqtt5("MQTT-3.8.3-5")]
    public void A_reserved_bit_in_the_options_ends_the_connection(byte options) =>
        AssertEnds(Frames.Subscribe(1, "t", new SubscriptionOptions(options)), ReasonCode.MalformedPacket);

    [Theory]
    [InlineData(0b0000_0011)]
    [InlineData(0b0011_0000)]
    public void QoS_3_and_retain_handling_3_end_the_connection(byte options) =>
        AssertEnds(Frames.Subscribe(1, "t", new SubscriptionOptions(options)), ReasonCode.ProtocolError);

    [Fact]
    [Mqtt5("MQTT-3.8.3-4")]
    public void No_local_on_a_shared_subscription_ends_the_connection() =>
        AssertEnds(
            Frames.Subscribe(1, "$share/g/t", new SubscriptionOptions(QoS.AtMostOnce, noLocal: true)),
            ReasonCode.ProtocolError);

    [Fact]
    [Mqtt5("MQTT-3.8.4-1", "MQTT-3.8.4-2")]
    public void Every_SUBSCRIBE_is_answered_with_its_own_identifier()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect("c");
        var options = new SubscriptionOptions(QoS.AtMostOnce);

        client.Send(Frames.Join(
            Frames.Subscribe(700, "a", options),
            Frames.Subscribe(3, "b", options),
            Frames.Subscribe(65535, "c", options)));

        Assert.Equal(
            [(PacketType.Suback, 700), (PacketType.Suback, 3), (PacketType.Suback, 65535)],
            client.TakeAll().Select(packet => (packet.Type, (int)packet.PacketId)));
    }

    [Fact]
    [Mqtt5("MQTT-3.8.4-3")]
    public void The_same_filter_again_replaces_the_subscription()
    {
        using var broker = new TestBroker();
        TestClient subscriber = broker.Connect("s");
        subscriber.Subscribe("t/+", QoS.AtMostOnce, Props.Of(PropertyId.SubscriptionIdentifier, 1));
        subscriber.Subscribe("t/+", QoS.AtLeastOnce, Props.Of(PropertyId.SubscriptionIdentifier, 2));

        broker.Connect("p").Publish("t/1", "x", QoS.ExactlyOnce);

        Packet only = subscriber.TakeMessage();
        Assert.Equal(QoS.AtLeastOnce, only.QoS);
        Assert.Equal([2u], only.Numbers(PropertyId.SubscriptionIdentifier));
        Assert.Equal(0, subscriber.Waiting);
        Assert.Equal(1, broker.Node.SubscriptionCount);
    }

    [Fact]
    [Mqtt5("MQTT-3.8.4-3", "MQTT-3.8.4-4")]
    public void No_message_is_lost_or_comes_twice_while_a_subscription_is_replaced()
    {
        for (int seed = 0; seed < 100; seed++)
        {
            using var broker = new TestBroker(seed: seed);
            TestClient subscriber = broker.Connect("s");
            subscriber.Subscribe("t", QoS.AtMostOnce);
            TestClient publisher = broker.Connect("p");
            var options = new SubscriptionOptions(QoS.AtMostOnce);
            for (int i = 0; i < 5; i++)
            {
                publisher.SendQuietly(Frames.Publish("t", $"{i}"));
                subscriber.SendQuietly(Frames.Subscribe((ushort)(i + 1), "t", options));
                broker.Scheduler.RunOne();
            }

            broker.Run();

            Assert.Equal(["0", "1", "2", "3", "4"], subscriber.TakeTexts());
        }
    }

    [Fact]
    [Mqtt5("MQTT-3.8.4-5", "MQTT-3.8.4-6", "MQTT-3.9.3-1")]
    public void Many_filters_are_as_if_they_came_one_by_one_and_each_has_its_code_in_its_place()
    {
        using var broker = new TestBroker();
        TestClient subscriber = broker.Connect("s");

        Packet suback = subscriber.Subscribe(
        [
            ("a", new SubscriptionOptions(QoS.ExactlyOnce)),
            (new string('x', 5000), new SubscriptionOptions(QoS.AtMostOnce)),
            ("b", new SubscriptionOptions(QoS.AtMostOnce)),
            ("c", new SubscriptionOptions(QoS.AtLeastOnce)),
            ("a", new SubscriptionOptions(QoS.AtMostOnce)),
        ]);

        Assert.Equal(
            [
                ReasonCode.GrantedQoS2, ReasonCode.TopicFilterInvalid, ReasonCode.Success, ReasonCode.GrantedQoS1,
                ReasonCode.Success,
            ],
            suback.Codes);
        Assert.Equal(3, broker.Node.SubscriptionCount);

        // The last one for the same filter holds.
        TestClient publisher = broker.Connect("p");
        publisher.Publish("a", "a", QoS.ExactlyOnce);
        publisher.Publish("b", "b", QoS.ExactlyOnce);
        publisher.Publish("c", "c", QoS.ExactlyOnce);
        Assert.Equal(
            [("a", QoS.AtMostOnce), ("b", QoS.AtMostOnce), ("c", QoS.AtLeastOnce)],
            subscriber.TakeAll().Select(message => (message.Text, message.QoS)));
    }

    [Theory]
    [InlineData(QoS.AtMostOnce, ReasonCode.Success)]
    [InlineData(QoS.AtLeastOnce, ReasonCode.GrantedQoS1)]
    [InlineData(QoS.ExactlyOnce, ReasonCode.GrantedQoS2)]
    [Mqtt5("MQTT-3.8.4-7", "MQTT-3.9.3-2")]
    public void The_code_is_the_granted_QoS(QoS qos, ReasonCode expected)
    {
        using var broker = new TestBroker();

        Assert.Equal([expected], broker.Connect("s").Subscribe("t", qos).Codes);
    }

    [Fact]
    [Mqtt5("MQTT-3.8.4-7", "MQTT-3.9.3-2")]
    public void What_is_not_granted_is_refused_with_the_reason()
    {
        AssertRefused(
            new SubscriptionLimits { Wildcards = false }, "a/#", 0, ReasonCode.WildcardSubscriptionsNotSupported);
        AssertRefused(
            new SubscriptionLimits { Shared = false }, "$share/g/a", 0, ReasonCode.SharedSubscriptionsNotSupported);
        AssertRefused(
            new SubscriptionLimits { Identifiers = false }, "a", 5, ReasonCode.SubscriptionIdentifiersNotSupported);
        AssertRefused(new SubscriptionLimits { LevelsMax = 2 }, "a/b/c", 0, ReasonCode.TopicFilterInvalid);
        AssertRefused(new SubscriptionLimits { FilterBytesMax = 3 }, "abcd", 0, ReasonCode.TopicFilterInvalid);
    }

    [Fact]
    public void More_filters_than_a_session_may_hold_are_refused()
    {
        using var broker = new TestBroker(
            new BrokerOptions { Subscription = new SubscriptionLimits { FiltersMax = 2 } });
        TestClient client = broker.Connect("c");

        Packet suback = client.Subscribe(
        [
            ("a", new SubscriptionOptions(QoS.AtMostOnce)),
            ("b", new SubscriptionOptions(QoS.AtMostOnce)),
            ("c", new SubscriptionOptions(QoS.AtMostOnce)),
        ]);

        Assert.Equal([ReasonCode.Success, ReasonCode.Success, ReasonCode.QuotaExceeded], suback.Codes);
        Assert.Equal(2, broker.Node.SubscriptionCount);
    }

    [Theory]
    [InlineData(QoS.AtMostOnce, QoS.ExactlyOnce, QoS.AtMostOnce)]
    [InlineData(QoS.AtLeastOnce, QoS.AtMostOnce, QoS.AtMostOnce)]
    [InlineData(QoS.AtLeastOnce, QoS.AtLeastOnce, QoS.AtLeastOnce)]
    [InlineData(QoS.AtLeastOnce, QoS.ExactlyOnce, QoS.AtLeastOnce)]
    [InlineData(QoS.ExactlyOnce, QoS.AtMostOnce, QoS.AtMostOnce)]
    [InlineData(QoS.ExactlyOnce, QoS.AtLeastOnce, QoS.AtLeastOnce)]
    [InlineData(QoS.ExactlyOnce, QoS.ExactlyOnce, QoS.ExactlyOnce)]
    [Mqtt5("MQTT-3.8.4-8")]
    public void A_message_is_delivered_at_the_lower_QoS(QoS published, QoS granted, QoS expected)
    {
        using var broker = new TestBroker();
        TestClient subscriber = broker.Connect("s");
        subscriber.Subscribe("t", granted);

        broker.Connect("p").Publish("t", "x", published);

        Assert.Equal(expected, subscriber.TakeMessage().QoS);
    }

    [Fact]
    public void A_client_gets_what_it_publishes_right_after_SUBSCRIBE_in_one_segment()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect("c");

        client.Send(Frames.Join(
            Frames.Publish("t", "before"),
            Frames.Subscribe(1, "t", new SubscriptionOptions(QoS.AtMostOnce)),
            Frames.Publish("t", "after"),
            Frames.Unsubscribe(2, "t"),
            Frames.Publish("t", "too late"),
            Frames.Subscribe(3, "t", new SubscriptionOptions(QoS.AtMostOnce)),
            Frames.Publish("t", "again")));

        Assert.Equal(
            "Suback:|Publish:after|Unsuback:|Suback:|Publish:again",
            string.Join('|', client.TakeAll().Select(packet => $"{packet.Type}:{packet.Text}")));
    }

    [Fact]
    public void Two_large_batches_that_wait_for_a_subscription_are_both_delivered_whole()
    {
        // Each is more than a turn may write, so that the first has to be gone on with before the second begins.
        string payload = new('x', 1000);
        byte[] batch = Frames.Join(Enumerable.Repeat(Frames.Publish("t", payload), 150));
        for (int seed = 0; seed < 40; seed++)
        {
            using var broker = new TestBroker(seed: seed);
            TestClient subscriber = broker.Connect("s");
            subscriber.Subscribe("t");
            TestClient first = broker.Connect("p1");
            TestClient second = broker.Connect("p2");

            subscriber.SendQuietly(Frames.Subscribe(9, "u", new SubscriptionOptions(QoS.AtMostOnce)));
            first.SendQuietly(batch);
            second.SendQuietly(batch);
            broker.Run();

            Assert.Equal(300, subscriber.TakeTexts().Length);
        }
    }

    private static void AssertRefused(SubscriptionLimits limits, string filter, uint identifier, ReasonCode expected)
    {
        using var broker = new TestBroker(new BrokerOptions { Subscription = limits });
        TestClient client = broker.Connect("c");
        byte[] properties = identifier == 0 ? [] : Props.Of(PropertyId.SubscriptionIdentifier, identifier);

        Packet suback = client.Subscribe(filter, QoS.AtLeastOnce, properties);

        Assert.Equal([expected], suback.Codes);
        Assert.Equal(0, broker.Node.SubscriptionCount);
        Assert.False(client.IsClosed);
    }

    private static void AssertEnds(byte[] frame, ReasonCode reason)
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect("c");

        client.Send(frame);

        client.AssertEnded(reason);
        Assert.Equal(0, broker.Node.SubscriptionCount);
    }
}
