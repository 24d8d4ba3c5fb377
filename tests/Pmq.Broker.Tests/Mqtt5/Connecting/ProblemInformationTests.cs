using Pmq.Broker.Options;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt5.Connecting;

/// <summary>A client that asks for no problem information.</summary>
public class ProblemInformationTests
{
    [Fact]
    [Mqtt5("MQTT-3.1.2-29")]
    public void No_answer_has_a_reason_string_or_a_user_property()
    {
        using var broker = new TestBroker(new BrokerOptions { Subscription = new SubscriptionLimits { Shared = false } });
        TestClient client = broker.Connect(ConnectFor.Client("c", PropertyId.RequestProblemInformation, 0));

        var plain = new SubscriptionOptions(QoS.AtMostOnce);
        Packet[] answers =
        [
            client.Subscribe([("ok", plain), ("$share/g/t", plain)]),
            client.Unsubscribe("never"),
            .. Publish(client, QoS.AtLeastOnce),
            .. Publish(client, QoS.ExactlyOnce),
            .. Release(client, 999),
        ];

        Assert.Equal([ReasonCode.Success, ReasonCode.SharedSubscriptionsNotSupported], answers[0].Codes);
        Assert.Equal([ReasonCode.NoSubscriptionExisted], answers[1].Codes);
        Assert.Equal(
            [ReasonCode.NoMatchingSubscribers, ReasonCode.NoMatchingSubscribers, ReasonCode.PacketIdentifierNotFound],
            answers[2..].Select(packet => packet.Reason));
        Assert.All(answers, packet => Assert.Empty(packet.Properties));
    }

    [Fact]
    [Mqtt5("MQTT-3.1.2-29")]
    public void Messages_still_have_their_user_properties()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect(ConnectFor.Client("c", PropertyId.RequestProblemInformation, 0));
        client.Subscribe("t");

        broker.Connect("p").Publish("t", "x", properties: Props.OfUser("a", "b"));

        Assert.Equal(["a=b"], client.Take(PacketType.Publish).UserProperties);
    }

    [Theory]
    [InlineData(0u, false)]
    [InlineData(1u, true)]
    public void DISCONNECT_says_the_rule_in_words_unless_the_client_wants_none(uint wants, bool isSaid)
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect(ConnectFor.Client("c", PropertyId.RequestProblemInformation, wants));

        client.SendHex("C1 00");

        Packet disconnect = client.Take(PacketType.Disconnect);
        Assert.Equal((ReasonCode.MalformedPacket, isSaid), (disconnect.Reason, disconnect.Has(PropertyId.ReasonString)));
    }

    private static IReadOnlyList<Packet> Publish(TestClient client, QoS qos)
    {
        client.Publish("nobody", "x", qos);
        return client.TakeAll();
    }

    private static IReadOnlyList<Packet> Release(TestClient client, ushort packetId)
    {
        client.Acknowledge(PacketType.Pubrel, packetId);
        return client.TakeAll();
    }
}
