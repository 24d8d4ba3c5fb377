using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt311;

public sealed class UnsubscribeTests
{
    [Fact]
    [Mqtt311("MQTT-3.10.3-2")]
    public void An_UNSUBSCRIBE_without_a_filter_closes()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Clean("c");

        client.SendHex("A2 02 00 01");

        client.AssertClosedInSilence();
    }

    [Fact]
    [Mqtt311("MQTT-3.10.4-1", "MQTT-3.10.4-2")]
    [Seed("PMQ-53")]
    public void A_filter_is_removed_by_the_very_same_characters_only()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Subscriber("c", "a/+");

        client.Unsubscribe("a/b", "a/#", "A/+", "a/+/", "/a/+", "+/+", "a");
        broker.Say("a/b", "still");
        Assert.Equal("still", client.Texts());

        client.Unsubscribe("a/+");
        broker.Say("a/b", "gone");
        Assert.Equal("", client.Texts());
        Assert.Equal(0, broker.Node.SubscriptionCount);
    }

    [Fact]
    [Mqtt311("MQTT-3.10.4-2")]
    public void No_message_is_added_that_comes_after_the_UNSUBSCRIBE_of_the_same_client()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Subscriber("c", "t");

        client.Send(
        [
            .. client.PublishBytes("t", "before"),
            .. RawPacket.Of(0xA2, RawPacket.Number(9), RawPacket.Text("t")),
            .. client.PublishBytes("t", "after"),
        ]);

        Assert.Equal("before:0 Unsuback:9", client.Trace());
    }

    [Fact]
    [Mqtt311("MQTT-3.10.4-3")]
    public void Deliveries_that_have_begun_are_completed()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Kept("c");
        client.Subscribe("t");
        broker.Say("t", "one", QoS.AtLeastOnce);
        broker.Say("t", "two", QoS.ExactlyOnce);
        broker.Say("t", "three", QoS.ExactlyOnce);
        IReadOnlyList<Packet> begun = client.TakeAll();
        client.Acknowledge(PacketType.Pubrec, begun[1].PacketId);
        client.Take(PacketType.Pubrel);

        client.Unsubscribe("t");

        client.Drop();
        TestClient again = broker.Kept("c");
        Assert.Equal(
            $"one!:{begun[0].PacketId} Pubrel:{begun[1].PacketId} three!:{begun[2].PacketId}", again.Trace());
        again.Acknowledge(PacketType.Puback, begun[0].PacketId);
        again.Acknowledge(PacketType.Pubcomp, begun[1].PacketId);
        again.Acknowledge(PacketType.Pubrec, begun[2].PacketId);
        Assert.Equal($"Pubrel:{begun[2].PacketId}", again.Trace());
        again.Acknowledge(PacketType.Pubcomp, begun[2].PacketId);
        Assert.Equal((3, 0), (broker.Ledger.Acknowledged, broker.Ledger.Queued));
    }

    [Fact]
    [Mqtt311("MQTT-3.10.4-5")]
    [Seed("PMQ-53")]
    public void An_UNSUBSCRIBE_that_removes_nothing_is_answered_too()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Clean("c");

        client.Send(RawPacket.Of(0xA2, RawPacket.Number(77), RawPacket.Text("never")));

        Assert.Equal("Unsuback:77", client.Trace());
    }

    [Fact]
    [Mqtt311("MQTT-3.10.4-6")]
    public void Many_filters_are_removed_as_if_they_came_one_by_one_and_answered_together()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Clean("c");
        client.Subscribe("a");
        client.Subscribe("b/#");
        client.Subscribe("c");

        client.Send(RawPacket.Of(
            0xA2, RawPacket.Number(5), RawPacket.Text("a"), RawPacket.Text("never"), RawPacket.Text("b/#"), RawPacket.Text("a")));

        Assert.Equal("Unsuback:5", client.Trace());
        broker.Say("a", "1");
        broker.Say("b/x", "2");
        broker.Say("c", "3");
        Assert.Equal("3", client.Texts());
    }
}
