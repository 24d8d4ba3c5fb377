using Pmq.Broker.Options;
using Pmq.Broker.Sessions;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt311;

public sealed class SessionTests
{
    private static readonly TimeSpan LongTime = TimeSpan.FromDays(400);

    [Fact]
    [Mqtt311("MQTT-3.1.2-4", "MQTT-3.1.4-3")]
    [Seed("GMQ-23")]
    public void Without_clean_session_the_session_is_made_kept_and_resumed()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Kept("c");
        client.Subscribe("t");
        client.Disconnect();
        Assert.False(Assert.Single(broker.Sessions).IsOnline);

        broker.Advance(LongTime);
        TestClient again = broker.Kept("c");
        broker.Say("t", "x");

        Assert.Equal("x", again.Texts());
        SessionSummary session = Assert.Single(broker.Sessions, session => session.ClientId == "c");
        Assert.Equal((true, 1), (session.IsOnline, session.Subscriptions));
    }

    [Theory]
    [InlineData(QoS.AtLeastOnce)]
    [InlineData(QoS.ExactlyOnce)]
    [Mqtt311("MQTT-3.1.2-5")]
    [Seed("GMQ-23")]
    public void Messages_above_QoS_0_wait_for_a_client_that_is_away(QoS qos)
    {
        using var broker = new TestBroker(new BrokerOptions { Session = new SessionOptions { QueueQos0Messages = false } });
        TestClient client = broker.Kept("c");
        client.Subscribe("t");
        client.Drop();

        broker.Say("t", "one", qos);
        broker.Say("t", "two", qos);
        Assert.Equal(2, Assert.Single(broker.Sessions).Queued);
        broker.Advance(LongTime);
        TestClient again = broker.Kept("c");

        List<Packet> messages = again.ReceiveAll();
        Assert.Equal("one two", string.Join(' ', messages.Select(message => message.Text)));
        Assert.All(messages, message => Assert.Equal(qos, message.QoS));
        Assert.Equal(0, Assert.Single(broker.Sessions).Queued);
    }

    [Fact]
    [Mqtt311("MQTT-3.1.2-6", "MQTT-3.1.4-3")]
    public void A_clean_session_discards_what_was_kept()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Kept("c");
        client.Subscribe("t");
        client.Publish("other", "x", QoS.ExactlyOnce, packetId: 7);
        client.Disconnect();
        broker.Say("t", "stored", QoS.AtLeastOnce);

        TestClient clean = broker.Clean("c");
        broker.Say("t", "live", QoS.AtLeastOnce);

        Assert.Equal(0, clean.Waiting);
        clean.Subscribe("other");
        clean.Publish("other", "not a repeat", QoS.ExactlyOnce, packetId: 7);
        Assert.Contains(clean.TakeAll(), packet => packet.Text == "not a repeat");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Mqtt311("MQTT-3.1.2-6")]
    [Seed("GMQ-23")]
    public void A_clean_session_ends_with_its_connection(bool byDisconnect)
    {
        using var broker = new TestBroker();
        TestClient client = broker.Clean("c");
        client.Subscribe("t");
        if (byDisconnect)
        {
            client.Disconnect();
        }
        else
        {
            client.Drop();
        }

        Assert.Empty(broker.Sessions);
        Assert.Equal(0, broker.Node.SubscriptionCount);
        broker.Say("t", "x", QoS.AtLeastOnce);
        TestClient later = broker.Open();
        Assert.False(later.Handshake("c", cleanSession: false).SessionPresent);
        broker.Say("t", "y", QoS.AtLeastOnce);

        Assert.Equal(0, later.Waiting);
    }

    [Fact]
    [Mqtt311("MQTT-3.1.3-2")]
    public void A_session_belongs_to_its_client_identifier()
    {
        using var broker = new TestBroker();
        broker.Kept("a").Subscribe("of/a");
        broker.Kept("b").Subscribe("of/b");

        TestClient first = broker.Kept("a");
        TestClient second = broker.Kept("b");
        TestClient upperCase = broker.Kept("A");
        broker.Say("of/a", "1");
        broker.Say("of/b", "2");

        Assert.Equal("1", first.Texts());
        Assert.Equal("2", second.Texts());
        Assert.Equal("", upperCase.Texts());
    }

    [Fact]
    [Mqtt311("MQTT-4.1.0-1", "MQTT-4.1.0-2")]
    public void A_session_lasts_while_its_client_is_connected_however_long()
    {
        using var broker = new TestBroker(new BrokerOptions { Session = new SessionOptions { ExpiryMax = 60 } });
        broker.Kept("c").Subscribe("t");
        TestClient client = broker.Kept("c");
        client.Publish("q", "x", QoS.ExactlyOnce, packetId: 9);
        client.Take(PacketType.Pubrec);

        broker.Advance(LongTime);
        broker.Say("t", "late");

        Assert.Equal("late", client.Texts());
        TestClient watcher = broker.Subscriber("watcher", "q");
        client.Publish("q", "x", QoS.ExactlyOnce, packetId: 9, dup: true);
        Assert.Equal(0, watcher.Waiting);
    }

    [Fact]
    [Mqtt311("MQTT-4.1.0-1", "MQTT-4.1.0-2")]
    public void A_session_that_was_resumed_in_time_does_not_end_at_the_time_set_before()
    {
        using var broker = new TestBroker(new BrokerOptions { Session = new SessionOptions { ExpiryMax = 60 } });
        TestClient first = broker.Kept("c");
        first.Subscribe("t");
        first.Drop();
        broker.Advance(TimeSpan.FromSeconds(50));
        TestClient client = broker.Kept("c");

        broker.Advance(TimeSpan.FromSeconds(50));
        broker.Say("t", "x");

        Assert.Equal("x", client.Texts());
    }

    [Fact]
    public void The_configured_expiry_ends_kept_sessions()
    {
        using var broker = new TestBroker(new BrokerOptions { Session = new SessionOptions { ExpiryMax = 60 } });
        broker.Kept("c").Disconnect();

        broker.Advance(TimeSpan.FromSeconds(59));
        Assert.Single(broker.Sessions);
        broker.Advance(TimeSpan.FromSeconds(2));

        Assert.Empty(broker.Sessions);
    }
}
