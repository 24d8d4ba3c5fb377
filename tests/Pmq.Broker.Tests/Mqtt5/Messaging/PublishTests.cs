using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt5.Messaging;

/// <summary>The fixed header and the topic of PUBLISH, and its answers.</summary>
public sealed class PublishTests
{
    [Fact]
    [Mqtt5("MQTT-3.3.1-2", "MQTT-4.3.1-1")]
    public void A_QoS_0_message_with_dup_ends_the_connection()
    {
        using var broker = new TestBroker();
        TestClient publisher = broker.Connect("p");
        byte[] frame = Frames.Publish("t", "x");
        frame[0] |= 0b1000;

        publisher.Send(frame);

        publisher.AssertEnded(ReasonCode.MalformedPacket);
    }

    [Fact]
    [Mqtt5("MQTT-3.3.1-2", "MQTT-3.3.1-3", "MQTT-4.3.1-1")]
    public void What_a_publisher_repeats_is_new_to_a_subscriber()
    {
        using var broker = new TestBroker();
        TestClient subscriber = broker.Connect("s");
        subscriber.Subscribe("a", QoS.AtMostOnce);
        subscriber.Subscribe("b", QoS.AtLeastOnce);
        subscriber.Subscribe("c", QoS.ExactlyOnce);
        TestClient publisher = broker.Connect("p");

        publisher.Publish("a", "x", QoS.AtLeastOnce, dup: true);
        publisher.Publish("b", "x", QoS.AtLeastOnce, dup: true);
        publisher.Publish("c", "x", QoS.ExactlyOnce, dup: true);

        Assert.Equal(
            [(QoS.AtMostOnce, false), (QoS.AtLeastOnce, false), (QoS.ExactlyOnce, false)],
            subscriber.TakeAll().Select(message => (message.QoS, message.Dup)));
    }

    [Fact]
    [Mqtt5("MQTT-3.3.1-4")]
    public void QoS_3_ends_the_connection()
    {
        using var broker = new TestBroker();
        TestClient publisher = broker.Connect("p");
        byte[] frame = Frames.Publish("t", "x", QoS.ExactlyOnce, 1);
        frame[0] |= 0b0110;

        publisher.Send(frame);

        publisher.AssertEnded(ReasonCode.MalformedPacket);
    }

    [Fact]
    [Mqtt5("MQTT-3.3.2-1")]
    public void A_topic_that_is_not_UTF_8_ends_the_connection() => AssertEnds([0x61, 0xC3], ReasonCode.MalformedPacket);

    [Fact]
    [Mqtt5("MQTT-4.7.3-2")]
    public void A_topic_with_the_null_character_ends_the_connection() =>
        AssertEnds([0x61, 0x00], ReasonCode.MalformedPacket);

    [Theory]
    [InlineData("a/#")]
    [InlineData("#")]
    [InlineData("+")]
    [InlineData("a+b")]
    [InlineData("a/+/b")]
    [Mqtt5("MQTT-3.3.2-2", "MQTT-4.7.0-1")]
    public void A_topic_with_wildcards_ends_the_connection(string topic) =>
        AssertEnds(System.Text.Encoding.UTF8.GetBytes(topic), ReasonCode.TopicNameInvalid);

    [Fact]
    [Mqtt5("MQTT-3.3.2-1", "MQTT-3.3.2-3")]
    public void The_topic_that_is_delivered_is_the_one_published_to_and_matches_the_filter()
    {
        using var broker = new TestBroker();
        TestClient subscriber = broker.Connect("s");
        subscriber.Subscribe("straße/+/#");
        TestClient publisher = broker.Connect("p");
        foreach (string topic in (string[])["straße/1", "straße/1/haus", "Straße/1", "straße", "other"])
        {
            publisher.Publish(topic, "x");
        }

        Assert.Equal(["straße/1", "straße/1/haus"], subscriber.TakeAll().Select(message => message.Topic));
    }

    [Theory]
    [InlineData(QoS.AtMostOnce, "")]
    [InlineData(QoS.AtLeastOnce, "Puback")]
    [InlineData(QoS.ExactlyOnce, "Pubrec Pubcomp")]
    [Mqtt5("MQTT-3.3.4-1")]
    public void Each_QoS_has_its_answers(QoS qos, string expected)
    {
        using var broker = new TestBroker();
        TestClient subscriber = broker.Connect("s");
        subscriber.Subscribe("t");
        TestClient publisher = broker.Connect("p");

        ushort id = publisher.Publish("t", "x", qos);
        List<Packet> answers = [.. publisher.TakeAll()];
        if (qos == QoS.ExactlyOnce)
        {
            publisher.Acknowledge(PacketType.Pubrel, id);
            answers.AddRange(publisher.TakeAll());
        }

        Assert.Equal(expected, string.Join(' ', answers.Select(packet => packet.Type)));
        Assert.All(answers, packet => Assert.Equal((id, ReasonCode.Success), (packet.PacketId, packet.Reason)));
    }

    [Fact]
    public void A_subscription_identifier_from_a_client_ends_the_connection()
    {
        using var broker = new TestBroker();
        TestClient publisher = broker.Connect("p");

        publisher.Publish("t", "x", properties: Props.Of(PropertyId.SubscriptionIdentifier, 1));

        publisher.AssertEnded(ReasonCode.ProtocolError);
    }

    [Theory]
    [InlineData(QoS.AtLeastOnce)]
    [InlineData(QoS.ExactlyOnce)]
    public void A_publisher_is_told_when_nobody_subscribes(QoS qos)
    {
        using var broker = new TestBroker();
        TestClient publisher = broker.Connect("p");

        publisher.Publish("t", "x", qos);
        Assert.Equal(ReasonCode.NoMatchingSubscribers, publisher.Take().Reason);

        // A message that is retained is not in vain.
        publisher.Publish("t", "x", qos, retain: true);
        Assert.Equal(ReasonCode.Success, publisher.Take().Reason);
    }

    private static void AssertEnds(byte[] topic, ReasonCode reason)
    {
        using var broker = new TestBroker();
        TestClient subscriber = broker.Connect("s");
        subscriber.Subscribe("#");
        TestClient publisher = broker.Connect("p");

        publisher.Send(Frames.Publish(topic, "x"u8.ToArray()));

        publisher.AssertEnded(reason);
        Assert.Equal(0, subscriber.Waiting);
    }
}
