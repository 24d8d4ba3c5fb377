using Pmq.Broker.Options;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt311;

public sealed class PublishTests
{
    [Theory]
    [InlineData(QoS.AtLeastOnce)]
    [InlineData(QoS.ExactlyOnce)]
    [Mqtt311("MQTT-3.3.1-3")]
    public void DUP_of_a_publisher_is_not_passed_on(QoS qos)
    {
        using var broker = new TestBroker();
        TestClient watcher = broker.Subscriber("watcher", "t");

        broker.Clean("p").Publish("t", "x", qos, dup: true);

        Assert.False(watcher.Take(PacketType.Publish).Dup);
    }

    [Fact]
    [Mqtt311("MQTT-3.3.1-2", "MQTT-4.3.1-1")]
    public void Messages_of_QoS_0_are_sent_with_DUP_0_even_when_they_waited()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Kept("c");
        client.Subscribe("t", QoS.AtMostOnce);
        TestClient publisher = broker.Clean("p");
        publisher.Publish("t", "live", QoS.AtLeastOnce, dup: true);
        Packet live = client.Take(PacketType.Publish);
        client.Drop();
        publisher.Publish("t", "waited", QoS.AtLeastOnce, dup: true);
        Packet waited = broker.Kept("c").Take(PacketType.Publish);

        Assert.Equal((0x30, 0x30), (live.Header, waited.Header));
    }

    [Theory]
    [InlineData("+")]
    [InlineData("#")]
    [InlineData("a/+/b")]
    [InlineData("a/#")]
    [InlineData("a+")]
    [InlineData("ä/b#")]
    [Mqtt311("MQTT-3.3.2-2", "MQTT-4.7.1-1")]
    public void A_topic_name_with_a_wildcard_closes(string topic)
    {
        using var broker = new TestBroker();
        TestClient watcher = broker.Subscriber("watcher", "#");
        TestClient client = broker.Clean("p");

        client.Publish(topic, "x");

        client.AssertClosedInSilence();
        Assert.Equal(0, watcher.Waiting);
    }

    [Theory]
    [InlineData("w/+")]
    [InlineData("#")]
    [Mqtt311("MQTT-4.7.1-1")]
    public void A_will_topic_with_a_wildcard_closes(string topic)
    {
        using var broker = new TestBroker();
        TestClient client = broker.Open();

        client.SendConnect(new ConnectSettings
        {
            Version = ProtocolVersion.Mqtt311, ClientId = "c", Will = new WillSettings(topic, "x"),
        });

        client.AssertClosedInSilence();
    }

    [Theory]
    [InlineData("a/b", "a/b")]
    [InlineData("a/+", "a/b")]
    [InlineData("#", "a/b/c")]
    [InlineData("$share/g/a/#", "a/b")]
    [Mqtt311("MQTT-3.3.2-1", "MQTT-3.3.2-3")]
    public void What_is_delivered_bears_the_topic_it_was_published_with(string filter, string topic)
    {
        using var broker = new TestBroker();
        TestClient client = broker.Subscriber("c", filter);

        broker.Say(topic, "x", QoS.AtLeastOnce);
        broker.Say("b/a", "x", QoS.AtLeastOnce);

        Assert.Equal(topic, client.Take(PacketType.Publish).Topic);
        Assert.All(client.ReceiveAll(), message => Assert.Equal("#", filter));
    }

    [Fact]
    [Mqtt311("MQTT-3.3.4-1")]
    [Seed("PMQ-03", "PMQ-04", "HMQ-19")]
    public void A_PUBLISH_is_answered_by_its_QoS()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Clean("c");

        client.Publish("t", "x");
        Assert.Equal(0, client.Waiting);
        client.Publish("t", "x", QoS.AtLeastOnce, packetId: 5);
        Assert.Equal("Puback:5", client.Trace());
        client.Publish("t", "x", QoS.ExactlyOnce, packetId: 6);
        Assert.Equal("Pubrec:6", client.Trace());
    }

    [Theory]
    [InlineData(QoS.AtMostOnce, true, "t")]
    [InlineData(QoS.AtLeastOnce, true, "t")]
    [InlineData(QoS.ExactlyOnce, false, "t")]
    [InlineData(QoS.AtLeastOnce, false, "1/2/3/4")]
    [Mqtt311("MQTT-3.3.5-2")]
    public void A_PUBLISH_that_is_not_permitted_closes_without_an_answer(QoS qos, bool retain, string topic)
    {
        using var broker = new TestBroker(new BrokerOptions
        {
            Message = new MessageOptions { QosMax = 1, Retain = false },
            Subscription = new SubscriptionLimits { LevelsMax = 3 },
        });
        TestClient watcher = broker.Subscriber("watcher", "#");
        TestClient client = broker.Clean("p");

        client.Publish(topic, "x", qos, retain);

        client.AssertClosedInSilence();
        Assert.Equal(0, watcher.Waiting);
    }

    [Fact]
    [Mqtt311("MQTT-4.5.0-1")]
    public void A_message_is_added_to_every_session_that_matches()
    {
        using var broker = new TestBroker();
        TestClient exact = broker.Subscriber("exact", "a/b");
        TestClient wild = broker.Subscriber("wild", "a/+");
        TestClient all = broker.Subscriber("all", "#");
        TestClient other = broker.Subscriber("other", "a/c");
        TestClient away = broker.Kept("away");
        away.Subscribe("a/b");
        away.Drop();
        TestClient publisher = broker.Subscriber("publisher", "a/b");

        publisher.Publish("a/b", "x", QoS.AtLeastOnce);

        Assert.Equal("x", exact.Texts());
        Assert.Equal("x", wild.Texts());
        Assert.Equal("x", all.Texts());
        Assert.Equal("", other.Texts());
        Assert.Equal("x", broker.Kept("away").Texts());
        Assert.Contains(publisher.TakeAll(), packet => packet.Text == "x");
    }

    [Fact]
    public void An_empty_message_that_is_not_retained_is_a_message()
    {
        using var broker = new TestBroker();
        TestClient watcher = broker.Subscriber("watcher", "t");

        broker.Say("t", "", QoS.AtLeastOnce);

        Assert.Empty(Assert.Single(watcher.ReceiveAll()).Payload);
    }
}
