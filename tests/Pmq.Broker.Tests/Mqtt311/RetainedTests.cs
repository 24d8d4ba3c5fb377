using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt311;

public sealed class RetainedTests
{
    [Theory]
    [InlineData(QoS.AtMostOnce)]
    [InlineData(QoS.AtLeastOnce)]
    [InlineData(QoS.ExactlyOnce)]
    [Mqtt311("MQTT-3.3.1-5", "MQTT-3.3.1-6", "MQTT-3.3.1-8")]
    [Seed("PMQ-10", "HMQ-20")]
    public void A_retained_message_comes_to_a_new_subscription_with_its_QoS_and_flag(QoS qos)
    {
        using var broker = new TestBroker();
        broker.Say("a/b", "kept", qos, retain: true);

        TestClient client = broker.Subscriber("c", "a/+");

        Packet message = Assert.Single(client.ReceiveAll());
        Assert.Equal(("a/b", "kept", qos, true), (message.Topic, message.Text, message.QoS, message.Retain));
    }

    [Fact]
    [Mqtt311("MQTT-3.3.1-5")]
    [Seed("PMQ-10")]
    public void The_newest_replaces_the_one_before()
    {
        using var broker = new TestBroker();
        broker.Say("t", "old", QoS.ExactlyOnce, retain: true);
        broker.Say("t", "new", QoS.AtLeastOnce, retain: true);

        Packet message = Assert.Single(broker.Subscriber("c", "t").ReceiveAll());

        Assert.Equal(("new", QoS.AtLeastOnce), (message.Text, message.QoS));
        Assert.Equal(1, broker.Node.RetainedCount);
    }

    [Fact]
    [Mqtt311("MQTT-3.3.1-6")]
    public void Each_topic_that_matches_has_its_last_message()
    {
        using var broker = new TestBroker();
        broker.Say("a", "1", retain: true);
        broker.Say("a/b", "2", retain: true);
        broker.Say("a/c/d", "3", retain: true);
        broker.Say("b", "4", retain: true);

        Assert.Equal("1 2 3", Sorted(broker.Subscriber("c", "a/#")));
        Assert.Equal("2", Sorted(broker.Subscriber("d", "a/+")));
        Assert.Equal("4", Sorted(broker.Subscriber("e", "b")));
        Assert.Equal("", Sorted(broker.Subscriber("f", "c")));
    }

    [Fact]
    [Mqtt311("MQTT-3.3.1-7")]
    public void A_retained_message_of_QoS_0_discards_the_former_of_a_higher_one()
    {
        using var broker = new TestBroker();
        broker.Say("t", "stored", QoS.ExactlyOnce, retain: true);
        broker.Say("t", "fleeting", QoS.AtMostOnce, retain: true);

        Packet message = Assert.Single(broker.Subscriber("c", "t").ReceiveAll());

        Assert.Equal(("fleeting", QoS.AtMostOnce), (message.Text, message.QoS));
    }

    [Fact]
    [Mqtt311("MQTT-3.3.1-9")]
    public void To_a_standing_subscription_it_is_sent_without_the_flag()
    {
        using var broker = new TestBroker();
        TestClient online = broker.Subscriber("online", "t");
        TestClient away = broker.Kept("away");
        away.Subscribe("t");
        away.Drop();

        broker.Say("t", "x", QoS.AtLeastOnce, retain: true);

        Assert.False(Assert.Single(online.ReceiveAll()).Retain);
        Assert.False(Assert.Single(broker.Kept("away").ReceiveAll()).Retain);
    }

    [Fact]
    [Mqtt311("MQTT-3.3.1-10", "MQTT-3.3.1-11")]
    [Seed("PMQ-10")]
    public void An_empty_one_deletes_what_was_retained_and_is_passed_on()
    {
        using var broker = new TestBroker();
        broker.Say("t", "x", retain: true);
        broker.Say("other", "y", retain: true);
        TestClient standing = broker.Subscriber("standing", "t");
        standing.ReceiveAll();

        broker.Say("t", "", retain: true);

        Packet empty = Assert.Single(standing.ReceiveAll());
        Assert.Equal((0, false), (empty.Payload.Length, empty.Retain));
        Assert.Equal(1, broker.Node.RetainedCount);
        Assert.Equal("y", broker.Subscriber("late", "#").Texts());
    }

    [Fact]
    [Mqtt311("MQTT-3.3.1-11")]
    public void An_empty_one_is_not_retained()
    {
        using var broker = new TestBroker();

        broker.Say("t", "", QoS.ExactlyOnce, retain: true);

        Assert.Equal(0, broker.Node.RetainedCount);
        Assert.Equal(0, broker.Subscriber("c", "#").Waiting);
    }

    [Theory]
    [InlineData("unretained")]
    [InlineData("")]
    [Mqtt311("MQTT-3.3.1-12")]
    public void A_message_without_the_flag_leaves_the_retained_one(string text)
    {
        using var broker = new TestBroker();
        broker.Say("t", "retained", retain: true);

        broker.Say("t", text);
        broker.Say("never", text);

        Assert.Equal("retained", broker.Subscriber("c", "#").Texts());
        Assert.Equal(1, broker.Node.RetainedCount);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Mqtt311("MQTT-3.1.2-7")]
    public void Retained_messages_outlive_the_session_that_published_them(bool clean)
    {
        using var broker = new TestBroker();
        TestClient publisher = clean ? broker.Clean("p") : broker.Kept("p");
        publisher.Publish("t", "x", retain: true);
        publisher.Drop();
        broker.Clean("p").Disconnect();
        Assert.Empty(broker.Sessions);
        broker.Advance(TimeSpan.FromDays(1000));

        Assert.Equal("x", broker.Subscriber("c", "t").Texts());
    }

    [Theory]
    [InlineData(QoS.AtMostOnce)]
    [InlineData(QoS.AtLeastOnce)]
    [Mqtt311("MQTT-3.8.4-6")]
    public void A_retained_message_is_lowered_to_the_QoS_granted(QoS granted)
    {
        using var broker = new TestBroker();
        broker.Say("t", "x", QoS.ExactlyOnce, retain: true);

        Assert.Equal(granted, Assert.Single(broker.Subscriber("c", "t", granted).ReceiveAll()).QoS);
    }

    [Fact]
    public void A_kept_session_that_comes_back_is_not_sent_retained_messages_again()
    {
        using var broker = new TestBroker();
        broker.Say("t", "x", retain: true);
        TestClient client = broker.Kept("c");
        client.Subscribe("t");
        client.ReceiveAll();
        client.Disconnect();

        Assert.Equal(0, broker.Kept("c").Waiting);
    }

    private static string Sorted(TestClient client) =>
        string.Join(' ', client.ReceiveAll().Select(message => message.Text).Order(StringComparer.Ordinal));
}
