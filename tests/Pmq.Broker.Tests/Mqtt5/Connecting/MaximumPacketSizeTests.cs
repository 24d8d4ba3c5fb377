using Pmq.Broker.Accounting;
using Pmq.Broker.Options;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt5.Connecting;

/// <summary>The largest packet a client accepts binds every packet that is sent to it.</summary>
public class MaximumPacketSizeTests
{
    private const uint Maximum = 60;

    [Theory]
    [InlineData(QoS.AtMostOnce)]
    [InlineData(QoS.AtLeastOnce)]
    [InlineData(QoS.ExactlyOnce)]
    [Mqtt5("MQTT-3.1.2-24", "MQTT-3.1.2-25")]
    public void A_message_that_is_too_large_is_dropped_and_the_next_one_follows(QoS qos)
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect(ConnectFor.Client("c", PropertyId.MaximumPacketSize, Maximum));
        client.Subscribe("t");
        TestClient publisher = broker.Connect("p");
        int aroundPayload = 1 + 1 + 3 + (qos == QoS.AtMostOnce ? 0 : 2) + 1;

        publisher.Publish("t", new string('x', (int)Maximum - aroundPayload + 1), qos);
        publisher.Publish("t", new string('y', (int)Maximum - aroundPayload), qos);

        Packet fits = client.Take(PacketType.Publish);
        Assert.Equal(('y', (int)Maximum), (fits.Text[0], fits.Size));
        Assert.Equal(0, client.Waiting);
        Assert.Equal(1, broker.Ledger.Dropped(DropCause.PacketTooLarge));
        Assert.Equal(qos == QoS.AtMostOnce ? 0 : 1, broker.Ledger.Queued);
    }

    [Fact]
    [Mqtt5("MQTT-3.1.2-24", "MQTT-3.1.2-25")]
    public void A_message_that_waited_and_is_too_large_for_the_new_connection_is_dropped()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect(ConnectFor.Client("c", expiry: 100));
        client.Subscribe("t");
        TestClient publisher = broker.Connect("p");
        publisher.Publish("t", new string('x', 100), QoS.AtLeastOnce);
        client.Take(PacketType.Publish);
        client.Drop();
        publisher.Publish("t", new string('x', 100), QoS.AtLeastOnce);

        TestClient small = broker.Connect(
            ConnectFor.Client("c", expiry: 100, also: Props.Of(PropertyId.MaximumPacketSize, Maximum)));

        Assert.Equal(0, small.Waiting);
        Assert.Equal((0, 2), (broker.Ledger.Queued, broker.Ledger.Dropped(DropCause.PacketTooLarge)));
    }

    [Fact]
    [Mqtt5("MQTT-3.1.2-24", "MQTT-3.1.2-25")]
    public void A_SUBACK_that_is_too_large_is_left_out_as_if_it_had_been_sent()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect(ConnectFor.Client("c", PropertyId.MaximumPacketSize, Maximum));

        client.SendSubscribe(
            [.. Enumerable.Range(0, (int)Maximum).Select(i => ($"t/{i}", new SubscriptionOptions(QoS.AtMostOnce)))]);
        client.Publish("t/7", "x");

        Assert.Equal([PacketType.Publish], client.TakeAll().Select(packet => packet.Type));
        Assert.Equal(Maximum, broker.Node.SubscriptionCount);
    }

    [Fact]
    [Mqtt5("MQTT-3.14.2-3", "MQTT-3.1.2-24")]
    public void A_DISCONNECT_leaves_its_reason_string_out_when_it_would_be_too_large()
    {
        using var broker = new TestBroker();
        TestClient roomy = broker.Connect(ConnectFor.Client("roomy", PropertyId.MaximumPacketSize, Maximum));
        TestClient tight = broker.Connect(ConnectFor.Client("tight", PropertyId.MaximumPacketSize, 20));

        broker.Connect("roomy");
        broker.Connect("tight");

        Assert.Equal("Session taken over", roomy.Take(PacketType.Disconnect).TextOf(PropertyId.ReasonString));
        Packet disconnect = tight.Take(PacketType.Disconnect);
        Assert.Equal((ReasonCode.SessionTakenOver, false), (disconnect.Reason, disconnect.Has(PropertyId.ReasonString)));
        Assert.InRange(disconnect.Size, 1, 20);
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(20, false)]
    [InlineData(5, false)]
    [Mqtt5("MQTT-3.2.2-19", "MQTT-3.1.2-24")]
    public void A_refusal_leaves_its_reason_string_out_when_it_would_be_too_large(uint maximum, bool hasText)
    {
        using var broker = new TestBroker(
            new BrokerOptions { Connection = new ConnectionOptions { EmptyClientId = false } });
        TestClient client = broker.Open();

        Packet connack = client.Connect(ConnectFor.Client("", PropertyId.MaximumPacketSize, maximum));

        Assert.Equal(ReasonCode.ClientIdentifierNotValid, connack.Reason);
        Assert.Equal(hasText, connack.Has(PropertyId.ReasonString));
        Assert.InRange(connack.Size, 1, (int)maximum);
    }

    /// <summary>The size of CONNACK is found by trying, so that the test knows no property.</summary>
    [Theory]
    [InlineData("c")]
    [InlineData("")]
    [Mqtt5("MQTT-3.1.2-24")]
    public void A_client_that_could_not_take_its_CONNACK_is_refused(string clientId)
    {
        using var broker = new TestBroker();
        int size = broker.Open().Connect(ConnectFor.Client(clientId, PropertyId.MaximumPacketSize, 1000)).Size;

        Packet exact = broker.Open().Connect(ConnectFor.Client(clientId, PropertyId.MaximumPacketSize, (uint)size));
        TestClient client = broker.Open();
        Packet refused = client.Connect(ConnectFor.Client(clientId, PropertyId.MaximumPacketSize, (uint)size - 1));

        Assert.Equal((ReasonCode.Success, size), (exact.Reason, exact.Size));
        Assert.Equal(ReasonCode.PacketTooLarge, refused.Reason);
        Assert.InRange(refused.Size, 1, size - 1);
        Assert.True(client.IsClosed);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [Mqtt5("MQTT-3.1.2-24")]
    public void A_client_that_could_not_even_take_a_refusal_is_closed_without_one(uint maximum)
    {
        using var broker = new TestBroker();
        TestClient client = broker.Open();

        client.SendConnect(ConnectFor.Client("c", PropertyId.MaximumPacketSize, maximum));

        Assert.True(client.IsClosed);
        Assert.Equal(0, client.Waiting);
        Assert.Empty(broker.Sessions);
    }
}
