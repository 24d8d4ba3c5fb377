using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt5.Messaging;

/// <summary>UNSUBSCRIBE and UNSUBACK.</summary>
public sealed class UnsubscribeTests
{
    [Theory]
    [InlineData(0xA0)]
    [InlineData(0xA3)]
    [Mqtt5("MQTT-3.10.1-1")]
    public void Other_flags_than_0010_end_the_connection(byte header)
    {
        byte[] frame = Frames.Unsubscribe(1, "t");
        frame[0] = header;

        AssertEnds(frame, ReasonCode.MalformedPacket);
    }

    [Fact]
    [Mqtt5("MQTT-3.10.3-1")]
    public void A_filter_that_is_not_UTF_8_ends_the_connection() =>
        AssertEnds([0xA2, 7, 0, 1, 0, 0, 2, 0xC3, 0x28], ReasonCode.MalformedPacket);

    [Fact]
    [Mqtt5("MQTT-3.10.3-2")]
    public void An_UNSUBSCRIBE_without_a_filter_ends_the_connection() =>
        AssertEnds([0xA2, 3, 0, 1, 0], ReasonCode.ProtocolError);

    [Fact]
    [Mqtt5("MQTT-3.10.4-1")]
    public void Filters_are_compared_character_by_character()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect("c");
        client.Subscribe("a/+");

        Packet unsuback = client.Unsubscribe("a/#", "a/b", "A/+", "a/+/", "+/+");
        Assert.All(unsuback.Codes, code => Assert.Equal(ReasonCode.NoSubscriptionExisted, code));
        broker.Connect("p").Publish("a/b", "still");
        Assert.Equal(["still"], client.TakeTexts());

        Assert.Equal([ReasonCode.Success], client.Unsubscribe("a/+").Codes);
        Assert.Equal(0, broker.Node.SubscriptionCount);
    }

    [Fact]
    [Mqtt5("MQTT-3.10.4-2")]
    public void Nothing_new_comes_after_the_subscription_is_gone()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect("c");
        client.Subscribe("t");
        client.Subscribe("u");
        TestClient publisher = broker.Connect("p");
        publisher.Publish("t", "before");
        Assert.Equal(["before"], client.TakeTexts());

        client.Unsubscribe("t");
        publisher.Publish("t", "after");
        publisher.Publish("u", "other");

        Assert.Equal(["other"], client.TakeTexts());
    }

    [Theory]
    [InlineData(QoS.AtLeastOnce)]
    [InlineData(QoS.ExactlyOnce)]
    [Mqtt5("MQTT-3.10.4-3")]
    public void A_delivery_that_has_begun_is_completed(QoS qos)
    {
        using var broker = new TestBroker();
        TestClient kept = broker.ConnectKept("s");
        kept.Subscribe("t");
        broker.Connect("p").Publish("t", "x", qos);
        Packet message = kept.TakeMessage();
        kept.Unsubscribe("t");
        kept.Drop();

        kept = broker.ConnectKept("s");

        Packet again = kept.TakeMessage();
        Assert.Equal((message.PacketId, true), (again.PacketId, again.Dup));
        kept.Complete(again);
        Assert.Equal((1, 0), (broker.Ledger.Acknowledged, broker.Ledger.Queued));
    }

    [Fact]
    [Mqtt5("MQTT-3.10.4-4", "MQTT-3.10.4-5")]
    public void Every_UNSUBSCRIBE_is_answered_with_its_own_identifier_even_if_nothing_matched()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect("c");
        client.Subscribe("t");

        client.Send(Frames.Join(Frames.Unsubscribe(500, "unknown"), Frames.Unsubscribe(4, "t")));

        Assert.Equal(
            [(PacketType.Unsuback, 500), (PacketType.Unsuback, 4)],
            client.TakeAll().Select(packet => (packet.Type, (int)packet.PacketId)));
    }

    [Fact]
    [Mqtt5("MQTT-3.10.4-6", "MQTT-3.11.3-1", "MQTT-3.11.3-2")]
    public void Many_filters_are_as_if_they_came_one_by_one_and_each_has_its_code_in_its_place()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect("c");
        client.Subscribe("a");
        client.Subscribe("b");
        client.Subscribe("$share/g/c");
        client.Subscribe("d");

        Packet unsuback = client.Unsubscribe("a", "x", "$share/g/c", "c", "a", "b");

        Assert.Equal(
            [
                ReasonCode.Success, ReasonCode.NoSubscriptionExisted, ReasonCode.Success,
                ReasonCode.NoSubscriptionExisted, ReasonCode.NoSubscriptionExisted, ReasonCode.Success,
            ],
            unsuback.Codes);
        Assert.Equal(1, broker.Node.SubscriptionCount);
    }

    private static void AssertEnds(byte[] frame, ReasonCode reason)
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect("c");
        client.Subscribe("t");

        client.Send(frame);

        client.AssertEnded(reason);
    }
}
