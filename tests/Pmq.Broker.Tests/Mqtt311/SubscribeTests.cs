using Pmq.Broker.Options;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt311;

public sealed class SubscribeTests
{
    [Fact]
    [Mqtt311("MQTT-3.8.4-1")]
    public void Every_SUBSCRIBE_is_answered_with_a_SUBACK()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Clean("c");

        client.Send(
        [
            .. RawPacket.Of(0x82, RawPacket.Number(3), RawPacket.Text("a"), [0]),
            .. RawPacket.Of(0x82, RawPacket.Number(4), RawPacket.Text("a"), [0]),
            .. RawPacket.Of(0x82, RawPacket.Number(9), RawPacket.Text("b"), [2]),
        ]);

        Assert.Equal("Suback:3 Suback:4 Suback:9", client.Trace());
    }

    [Fact]
    [Mqtt311("MQTT-3.8.3-3")]
    public void A_SUBSCRIBE_without_a_filter_closes()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Clean("c");

        client.SendHex("82 02 00 01");

        client.AssertClosedInSilence();
    }

    [Theory]
    [InlineData(0x03)]
    [InlineData(0x04)]
    [InlineData(0x08)]
    [InlineData(0x10)]
    [InlineData(0x20)]
    [InlineData(0x40)]
    [InlineData(0x81)]
    [Mqtt311("MQTT-3.8.3-4")]
    public void A_requested_QoS_of_3_or_a_reserved_bit_closes(byte options)
    {
        using var broker = new TestBroker();
        TestClient client = broker.Clean("c");

        client.Send(RawPacket.Of(0x82, RawPacket.Number(1), RawPacket.Text("a"), [0], RawPacket.Text("t"), [options]));

        client.AssertClosedInSilence();
        Assert.Equal(0, broker.Node.SubscriptionCount);
    }

    [Theory]
    [InlineData("#")]
    [InlineData("a/+")]
    [InlineData("$share/g/+")]
    [Mqtt311("MQTT-3.8.3-2")]
    public void Wildcards_are_refused_where_they_are_not_served(string filter)
    {
        using var broker = new TestBroker(
            new BrokerOptions { Subscription = new SubscriptionLimits { Wildcards = false } });
        TestClient client = broker.Clean("c");

        Assert.Equal("80", Codes(client.Subscribe(filter)));
        Assert.Equal("02", Codes(client.Subscribe("a/b")));
        client.Unsubscribe("a/b");
        broker.Say("a/b", "x");
        Assert.Equal(0, client.Waiting);
    }

    [Fact]
    [Mqtt311("MQTT-3.8.4-3")]
    public void The_same_filter_again_replaces_the_subscription_and_brings_the_retained_messages_again()
    {
        using var broker = new TestBroker();
        broker.Say("a/b", "retained", QoS.ExactlyOnce, retain: true);
        TestClient client = broker.Subscriber("c", "a/+", QoS.AtMostOnce);
        Assert.Equal(QoS.AtMostOnce, Assert.Single(client.ReceiveAll()).QoS);

        client.Subscribe("a/+", QoS.ExactlyOnce);

        Packet again = Assert.Single(client.ReceiveAll());
        Assert.Equal(("retained", QoS.ExactlyOnce, true), (again.Text, again.QoS, again.Retain));
        broker.Say("a/b", "live", QoS.ExactlyOnce);
        Assert.Equal(QoS.ExactlyOnce, Assert.Single(client.ReceiveAll()).QoS);
        Assert.Equal(1, broker.Node.SubscriptionCount);
        client.Subscribe("a/+", QoS.AtMostOnce);
        client.ReceiveAll();
        broker.Say("a/b", "live", QoS.ExactlyOnce);
        Assert.Equal(QoS.AtMostOnce, Assert.Single(client.ReceiveAll()).QoS);
    }

    [Fact]
    [Mqtt311("MQTT-3.8.4-3")]
    public void Replacing_a_subscription_does_not_interrupt_the_flow_of_messages()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Subscriber("c", "t", QoS.AtLeastOnce);
        TestClient publisher = broker.Clean("p");
        const int rounds = 50;
        for (int i = 0; i < rounds; i++)
        {
            // One step at a time, so that messages fall between every two steps of the request.
            client.SendQuietly(RawPacket.Of(0x82, RawPacket.Number(i + 1), RawPacket.Text("t"), [(byte)(i % 3)]));
            for (int step = 0; step < 6; step++)
            {
                publisher.SendQuietly(publisher.PublishBytes("t", $"{i}.{step}"));
                broker.Scheduler.RunOne();
            }
        }

        broker.Run();

        IEnumerable<string> expected =
            Enumerable.Range(0, rounds).SelectMany(i => Enumerable.Range(0, 6).Select(step => $"{i}.{step}"));
        IEnumerable<string> received = client.TakeAll()
            .Where(packet => packet.Type == PacketType.Publish).Select(packet => packet.Text);
        Assert.Equal(expected, received);
    }

    [Fact]
    [Mqtt311("MQTT-3.8.4-4", "MQTT-3.8.4-5", "MQTT-3.9.3-1")]
    public void Many_filters_are_taken_as_if_they_came_one_by_one_and_answered_together()
    {
        using var broker = new TestBroker(
            new BrokerOptions { Subscription = new SubscriptionLimits { LevelsMax = 2 } });
        broker.Say("a", "retained", QoS.ExactlyOnce, retain: true);
        TestClient client = broker.Clean("c");

        ushort packetId = client.SendSubscribe(
        [
            ("a", new SubscriptionOptions(QoS.AtMostOnce)),
            ("1/2/3", new SubscriptionOptions(QoS.AtMostOnce)),
            ("b", new SubscriptionOptions(QoS.AtLeastOnce)),
            ("a", new SubscriptionOptions(QoS.ExactlyOnce)),
        ]);

        Packet suback = client.Take(PacketType.Suback);
        Assert.Equal((packetId, "00 80 01 02"), (suback.PacketId, Codes(suback)));
        List<Packet> retained = client.ReceiveAll();
        Assert.Equal("AtMostOnce ExactlyOnce", string.Join(' ', retained.Select(message => message.QoS)));
        broker.Say("a", "live", QoS.ExactlyOnce);
        Assert.Equal(QoS.ExactlyOnce, Assert.Single(client.ReceiveAll()).QoS);
        Assert.Equal(2, broker.Node.SubscriptionCount);
    }

    [Fact]
    [Mqtt311("MQTT-3.9.3-2", "MQTT-3.8.4-5")]
    public void Whatever_a_filter_is_refused_for_the_code_is_0x80()
    {
        using var broker = new TestBroker(new BrokerOptions
        {
            Subscription = new SubscriptionLimits { LevelsMax = 3, FilterBytesMax = 12, Shared = false, FiltersMax = 3 },
        });
        TestClient client = broker.Clean("c");

        Packet suback = client.Subscribe(
        [
            ("0", new SubscriptionOptions(QoS.AtMostOnce)),
            ("1/2/3/4", new SubscriptionOptions(QoS.AtMostOnce)),
            ("1234567890123", new SubscriptionOptions(QoS.AtMostOnce)),
            ("$share/g/t", new SubscriptionOptions(QoS.AtMostOnce)),
            ("1", new SubscriptionOptions(QoS.AtLeastOnce)),
            ("2", new SubscriptionOptions(QoS.ExactlyOnce)),
            ("too many", new SubscriptionOptions(QoS.AtMostOnce)),
        ]);

        Assert.Equal("00 80 80 80 01 02 80", Codes(suback));
        Assert.Equal(3, broker.Node.SubscriptionCount);
    }

    [Theory]
    [InlineData("$share/g")]
    [InlineData("$share//t")]
    [InlineData("$share/+/t")]
    [InlineData("$queue/")]
    [Mqtt311("MQTT-3.9.3-2")]
    public void A_share_that_is_not_well_formed_is_refused_with_0x80(string filter)
    {
        using var broker = new TestBroker();
        TestClient client = broker.Clean("c");

        Assert.Equal("80", Codes(client.Subscribe(filter)));
        client.AssertAlive();
    }

    [Theory]
    [InlineData(QoS.AtMostOnce, QoS.AtMostOnce, QoS.AtMostOnce)]
    [InlineData(QoS.AtMostOnce, QoS.ExactlyOnce, QoS.AtMostOnce)]
    [InlineData(QoS.AtLeastOnce, QoS.AtMostOnce, QoS.AtMostOnce)]
    [InlineData(QoS.AtLeastOnce, QoS.AtLeastOnce, QoS.AtLeastOnce)]
    [InlineData(QoS.AtLeastOnce, QoS.ExactlyOnce, QoS.AtLeastOnce)]
    [InlineData(QoS.ExactlyOnce, QoS.AtMostOnce, QoS.AtMostOnce)]
    [InlineData(QoS.ExactlyOnce, QoS.AtLeastOnce, QoS.AtLeastOnce)]
    [InlineData(QoS.ExactlyOnce, QoS.ExactlyOnce, QoS.ExactlyOnce)]
    [Mqtt311("MQTT-3.8.4-6")]
    public void Messages_come_at_the_lower_of_both_QoS(QoS published, QoS granted, QoS delivered)
    {
        using var broker = new TestBroker();
        TestClient client = broker.Clean("c");

        Assert.Equal((ReasonCode)granted, Assert.Single(client.Subscribe("t", granted).Codes));
        broker.Say("t", "x", published);

        Assert.Equal(delivered, Assert.Single(client.ReceiveAll()).QoS);
    }

    [Theory]
    [InlineData(QoS.AtMostOnce, QoS.ExactlyOnce)]
    [InlineData(QoS.ExactlyOnce, QoS.AtLeastOnce)]
    [Mqtt311("MQTT-3.3.5-1")]
    [Seed("GMQ-48")]
    public void Overlapping_subscriptions_give_one_copy_at_the_highest_QoS(QoS wide, QoS narrow)
    {
        using var broker = new TestBroker();
        TestClient client = broker.Clean("c");
        client.Subscribe("a/#", wide);
        client.Subscribe("a/b", narrow);
        client.Subscribe("+/b", QoS.AtMostOnce);

        broker.Say("a/b", "x", QoS.ExactlyOnce);

        Assert.Equal(wide > narrow ? wide : narrow, Assert.Single(client.ReceiveAll()).QoS);
    }

    [Fact]
    public void SUBACK_comes_before_the_messages_it_brings()
    {
        using var broker = new TestBroker();
        broker.Say("t", "retained", retain: true);
        TestClient client = broker.Clean("c");

        client.Send([.. RawPacket.Of(0x82, RawPacket.Number(1), RawPacket.Text("t"), [0]), .. client.PublishBytes("t", "own")]);

        Assert.Equal("Suback:1 retained:0 own:0", client.Trace());
    }

    private static string Codes(Packet suback) =>
        string.Join(' ', suback.Codes.Select(code => $"{(byte)code:X2}"));
}
