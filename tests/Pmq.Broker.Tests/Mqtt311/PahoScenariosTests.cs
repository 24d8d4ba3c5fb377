using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt311;

/// <summary>
/// The scenarios by which the Eclipse Paho project tests brokers for interoperability, told in this project's own words:
/// the client libraries of that family rely on each of them.
/// </summary>
[Seed("GMQ-01", "HMQ-01")]
public sealed class PahoScenariosTests
{
    private static readonly QoS[] AllQoS = [QoS.AtMostOnce, QoS.AtLeastOnce, QoS.ExactlyOnce];

    [Fact]
    public void Basic_connect_subscribe_publish_at_every_QoS_and_disconnect()
    {
        using var broker = new TestBroker();
        TestClient first = broker.Clean("first");
        first.Disconnect();
        Assert.True(first.IsClosed);
        TestClient client = broker.Clean("first");
        Assert.Equal([(ReasonCode)2], client.Subscribe("topic A").Codes);

        foreach (QoS qos in AllQoS)
        {
            broker.Say("topic A", $"at {(int)qos}", qos);
        }

        Assert.Equal("at 0 at 1 at 2", client.Texts());
        Assert.False(client.IsClosed);
        client.Disconnect();
        Assert.Empty(broker.Sessions);
    }

    [Fact]
    public void A_second_CONNECT_and_a_wrong_protocol_name_are_both_shown_the_door()
    {
        using var broker = new TestBroker();
        TestClient twice = broker.Clean("c");
        twice.SendConnect(new ConnectSettings { Version = ProtocolVersion.Mqtt311, ClientId = "c" });
        TestClient wrong = broker.Open();
        wrong.Version = ProtocolVersion.Mqtt311;
        wrong.Send(RawPacket.ConnectOf("hj", 4, RawPacket.CleanSession, RawPacket.Text("c")));

        Assert.True(twice.IsClosed);
        Assert.True(wrong.IsClosed);
    }

    [Fact]
    public void Retained_messages_of_every_QoS_come_and_can_be_cleared()
    {
        using var broker = new TestBroker();
        foreach (QoS qos in AllQoS)
        {
            broker.Say($"from/{(int)qos}", $"q{(int)qos}", qos, retain: true);
        }

        List<Packet> found = broker.Subscriber("c", "from/+").ReceiveAll();
        Assert.Equal("q0 q1 q2", string.Join(' ', found.Select(message => message.Text).Order(StringComparer.Ordinal)));
        Assert.All(found, message => Assert.True(message.Retain));

        foreach (QoS qos in AllQoS)
        {
            broker.Say($"from/{(int)qos}", "", qos, retain: true);
        }

        Assert.Equal(0, broker.Subscriber("d", "from/+").Waiting);
    }

    [Fact]
    public void Offline_messages_are_queued_for_a_kept_session_in_their_order()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Kept("c");
        client.Subscribe("fromb/#");
        client.Disconnect();

        foreach (QoS qos in AllQoS)
        {
            broker.Say("fromb/1", $"{(int)qos}a", qos);
            broker.Say("fromb/2", $"{(int)qos}b", qos);
        }

        TestClient again = broker.Open();
        Assert.True(again.Handshake("c", cleanSession: false).SessionPresent);
        List<Packet> messages = again.ReceiveAll();
        Assert.Equal("0a 0b 1a 1b 2a 2b", string.Join(' ', messages.Select(message => message.Text)));
        Assert.All(messages, message => Assert.Equal(message.Text[0] - '0', (int)message.QoS));
    }

    [Fact]
    public void A_will_of_a_lost_connection_reaches_a_subscriber()
    {
        using var broker = new TestBroker();
        TestClient watcher = broker.Subscriber("watcher", "will/topic");
        TestClient client = broker.Connect(new ConnectSettings
        {
            Version = ProtocolVersion.Mqtt311,
            ClientId = "c",
            KeepAlive = 2,
            Will = new WillSettings("will/topic", "client not disconnected", Retain: true),
        });

        broker.Advance(TimeSpan.FromSeconds(5));

        Assert.True(client.IsClosed);
        Assert.Equal("client not disconnected", watcher.Texts());
    }

    [Fact]
    public void Overlapping_subscriptions_give_one_copy_or_one_for_each()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Clean("c");
        client.Subscribe(
        [
            ("topic/#", new SubscriptionOptions(QoS.ExactlyOnce)), ("topic/+", new SubscriptionOptions(QoS.AtLeastOnce)),
        ]);

        broker.Say("topic/C", "overlapping", QoS.ExactlyOnce);

        // The scenario allows two copies as well; by default this broker gives one.
        Packet message = Assert.Single(client.ReceiveAll());
        Assert.Equal(QoS.ExactlyOnce, message.QoS);
    }

    [Fact]
    public void Keep_alive_cuts_a_silent_client_and_its_will_is_seen_by_a_lively_one()
    {
        using var broker = new TestBroker();
        TestClient silent = broker.Connect(new ConnectSettings
        {
            Version = ProtocolVersion.Mqtt311, ClientId = "silent", KeepAlive = 5, Will = new WillSettings("w", "expired"),
        });
        TestClient lively = broker.Connect(new ConnectSettings
        {
            Version = ProtocolVersion.Mqtt311, ClientId = "lively", KeepAlive = 5,
        });
        lively.Subscribe("w");
        for (int i = 0; i < 4; i++)
        {
            broker.Advance(TimeSpan.FromSeconds(4));
            lively.Ping();
        }

        Assert.True(silent.IsClosed);
        Assert.False(lively.IsClosed);
        Assert.Contains(lively.TakeAll(), packet => packet.Text == "expired");
    }

    [Fact]
    public void Redelivery_on_reconnect_brings_what_was_not_acknowledged()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Kept("c");
        client.Subscribe("+/+");
        broker.Say("a/1", "", QoS.AtLeastOnce);
        broker.Say("a/2", "two", QoS.ExactlyOnce);
        Assert.Equal(2, client.TakeAll().Count);
        client.Drop();

        TestClient again = broker.Kept("c");
        List<Packet> messages = again.ReceiveAll();

        Assert.Equal("a/1 a/2", string.Join(' ', messages.Select(message => message.Topic)));
        Assert.All(messages, message => Assert.True(message.Dup));
        again.Drop();
        Assert.Equal(0, broker.Kept("c").Waiting);
    }

    [Fact]
    public void A_subscription_that_is_refused_is_told_0x80_among_others_that_are_granted()
    {
        using var broker = new TestBroker(new Options.BrokerOptions
        {
            Subscription = new Options.SubscriptionLimits { LevelsMax = 4 },
        });
        TestClient client = broker.Clean("c");

        Packet suback = client.Subscribe(
        [
            ("test/is/not/allowed/here", new SubscriptionOptions(QoS.ExactlyOnce)),
            ("test/is/allowed", new SubscriptionOptions(QoS.AtLeastOnce)),
        ]);

        Assert.Equal([(ReasonCode)0x80, (ReasonCode)1], suback.Codes);
        client.AssertAlive();
    }

    [Fact]
    public void A_zero_length_client_identifier_needs_a_clean_session()
    {
        using var broker = new TestBroker();

        Assert.Equal((ReasonCode)2, broker.Open().Handshake("", cleanSession: false).Reason);
        TestClient clean = broker.Open();
        Assert.Equal(ReasonCode.Success, clean.Handshake("", cleanSession: true).Reason);
        clean.AssertAlive();
    }

    [Fact]
    public void Dollar_topics_are_not_seen_through_a_leading_wildcard()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Subscriber("c", "+/+");

        broker.Say("$TopicA/x", "hidden", QoS.AtLeastOnce, retain: true);
        broker.Say("TopicA/x", "seen", QoS.AtLeastOnce);

        Assert.Equal("seen", client.Texts());
        Assert.Equal(0, broker.Subscriber("d", "+/x").Waiting);
    }

    [Fact]
    public void Unsubscribe_ends_one_subscription_of_several()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Clean("c");
        foreach (string topic in (string[])["A", "B", "C"])
        {
            client.Subscribe(topic);
        }

        client.Unsubscribe("A");

        broker.Say("A", "a", QoS.AtLeastOnce);
        broker.Say("B", "b", QoS.AtLeastOnce);
        broker.Say("C", "c", QoS.AtLeastOnce);
        Assert.Equal("b c", client.Texts());
    }

    [Fact]
    public void A_clean_session_after_a_kept_one_finds_nothing_of_it()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Kept("c");
        client.Subscribe("t");
        client.Disconnect();
        broker.Say("t", "x", QoS.ExactlyOnce);

        TestClient clean = broker.Open();
        Assert.False(clean.Handshake("c", cleanSession: true).SessionPresent);

        Assert.Equal(0, clean.Waiting);
        clean.Disconnect();
        Assert.False(broker.Open().Handshake("c", cleanSession: false).SessionPresent);
    }
}
