using Pmq.Broker.Options;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt5.Connecting;

/// <summary>Whether a connection finds the session of the one before, and what it is told about it.</summary>
public class CleanStartTests
{
    private const uint Long = 1000;

    [Fact]
    [Mqtt5("MQTT-3.1.2-4", "MQTT-3.1.4-4", "MQTT-3.2.2-2")]
    public void Clean_start_discards_the_session_and_says_that_there_is_none()
    {
        using var broker = new TestBroker();
        LeaveSession(broker, "c");
        TestClient client = broker.Open();

        Packet connack = client.Connect(ConnectFor.Client("c", Long, cleanStart: true));
        broker.Connect("p").Publish("t", "later", QoS.AtLeastOnce);

        Assert.False(connack.SessionPresent);
        Assert.Equal(0, client.Waiting);
        Assert.Equal(0, broker.Node.SubscriptionCount);
    }

    [Fact]
    [Mqtt5("MQTT-3.1.2-5", "MQTT-3.1.4-4", "MQTT-3.2.2-3", "MQTT-3.2.2-1")]
    public void Without_clean_start_the_session_goes_on_and_the_client_is_told()
    {
        using var broker = new TestBroker();
        LeaveSession(broker, "c");
        TestClient client = broker.Open();

        Packet connack = client.Connect(ConnectFor.Client("c", Long));

        Assert.True(connack.SessionPresent);
        Assert.Equal("queued", client.Take(PacketType.Publish).Text);
        Assert.Equal(1, broker.Node.SubscriptionCount);
    }

    [Fact]
    [Mqtt5("MQTT-3.1.2-6", "MQTT-3.2.2-3", "MQTT-3.2.2-1")]
    public void Without_clean_start_and_without_a_session_there_is_a_new_one()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Open();

        Packet connack = client.Connect(ConnectFor.Client("c", Long));

        Assert.Equal((ReasonCode.Success, false), (connack.Reason, connack.SessionPresent));
        Assert.Equal("c", Assert.Single(broker.Sessions).ClientId);
        client.Subscribe("t");
        client.Publish("t", "x");
        Assert.Equal("x", client.Take(PacketType.Publish).Text);
    }

    [Fact]
    [Mqtt5("MQTT-3.1.3-2")]
    public void The_client_identifier_alone_says_whose_session_it_is()
    {
        using var broker = new TestBroker();
        LeaveSession(broker, "c");

        TestClient other = broker.Open();
        Assert.False(other.Connect(ConnectFor.Client("C", Long)).SessionPresent);
        Assert.Equal(0, other.Waiting);
        TestClient same = broker.Open();
        Assert.True(same.Connect(ConnectFor.Client("c", Long)).SessionPresent);
        Assert.Equal("queued", same.Take(PacketType.Publish).Text);
    }

    [Fact]
    [Mqtt5("MQTT-3.2.2-6")]
    public void A_refusal_says_nothing_of_the_session_that_is_kept()
    {
        using var broker = new TestBroker(
            new BrokerOptions { Message = new MessageOptions { QosMax = 1 } });
        LeaveSession(broker, "c");
        TestClient refused = broker.Open();

        Packet connack = refused.Connect(
            ConnectFor.Client("c", Long, new WillSettings("will", "x", QoS.ExactlyOnce)));

        Assert.Equal((ReasonCode.QoSNotSupported, false), (connack.Reason, connack.SessionPresent));
        Assert.True(broker.Open().Connect(ConnectFor.Client("c", Long)).SessionPresent);
    }

    [Fact]
    [Mqtt5("MQTT-3.2.0-1", "MQTT-3.1.4-5")]
    public void CONNACK_comes_before_what_waited_in_the_session()
    {
        using var broker = new TestBroker();
        LeaveSession(broker, "c");
        TestClient client = broker.Open();

        client.SendConnect(ConnectFor.Client("c", Long));

        IReadOnlyList<Packet> received = client.TakeAll();
        Assert.Equal([PacketType.Connack, PacketType.Publish], received.Select(packet => packet.Type));
        Assert.Equal(ReasonCode.Success, received[0].Reason);
    }

    [Fact]
    [Mqtt5("MQTT-3.2.0-1", "MQTT-3.2.0-2")]
    public void CONNACK_comes_first_for_a_client_that_does_not_wait_for_it()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Open();

        client.Send([
            .. RawPacket.Connect(0x02, RawPacket.None, RawPacket.Field("c")),
            .. Convert.FromHexString("820700010000017400"),
            .. Convert.FromHexString("320700017400020031"),
            .. Convert.FromHexString("C000"),
        ]);

        PacketType[] types = [.. client.TakeAll().Select(packet => packet.Type)];
        Assert.Equal(PacketType.Connack, types[0]);
        Assert.Single(types, PacketType.Connack);
        Assert.Contains(PacketType.Suback, types);
        Assert.Contains(PacketType.Publish, types);
        Assert.Contains(PacketType.Puback, types);
        Assert.Contains(PacketType.Pingresp, types);
    }

    private static void LeaveSession(TestBroker broker, string clientId)
    {
        TestClient before = broker.Connect(ConnectFor.Client(clientId, Long));
        before.Subscribe("t");
        before.Disconnect();
        broker.Connect("publisher").Publish("t", "queued", QoS.AtLeastOnce);
        Assert.Equal(1, broker.Ledger.Queued);
    }
}
