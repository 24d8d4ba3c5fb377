using Pmq.Broker.Options;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt311;

/// <summary>session.delivery-retry-interval: repeats while the connection stands.</summary>
public sealed class DeliveryRetryTests
{
    private static readonly BrokerOptions Every20Seconds =
        new() { Session = new SessionOptions { DeliveryRetryInterval = 20 } };

    [Theory]
    [InlineData(ProtocolVersion.Mqtt31)]
    [InlineData(ProtocolVersion.Mqtt311)]
    [Mqtt311("MQTT-3.3.1-1")]
    [Seed("GMQ-06")]
    public void What_is_unacknowledged_is_sent_again_with_DUP_after_the_interval(ProtocolVersion version)
    {
        using var broker = new TestBroker(Every20Seconds);
        TestClient client = broker.Connect("c", version);
        client.Subscribe("t");
        broker.Say("t", "one", QoS.AtLeastOnce);
        broker.Say("t", "two", QoS.ExactlyOnce);
        broker.Say("t", "three", QoS.ExactlyOnce);
        Packet[] sent = [.. client.TakeAll()];
        client.Acknowledge(PacketType.Pubrec, sent[1].PacketId);
        client.Take(PacketType.Pubrel);
        string expected = $"one!:{sent[0].PacketId} Pubrel:{sent[1].PacketId} three!:{sent[2].PacketId}";

        broker.Advance(TimeSpan.FromSeconds(19));
        Assert.Equal("", client.Trace());
        broker.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(expected, client.Trace());
        broker.Advance(TimeSpan.FromSeconds(20.5));
        Assert.Equal(expected, client.Trace());
    }

    [Fact]
    [Seed("GMQ-06")]
    public void What_is_acknowledged_is_not()
    {
        using var broker = new TestBroker(Every20Seconds);
        TestClient client = broker.Subscriber("c", "t");
        broker.Say("t", "one", QoS.AtLeastOnce);
        broker.Say("t", "two", QoS.ExactlyOnce);
        broker.Say("t", "three", QoS.AtMostOnce);
        Assert.Equal("one two three", client.Texts());

        broker.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal("", client.Trace());
    }

    [Fact]
    [Seed("GMQ-06")]
    public void A_message_is_repeated_when_it_is_old_enough_itself()
    {
        using var broker = new TestBroker(Every20Seconds);
        TestClient client = broker.Subscriber("c", "t");
        broker.Advance(TimeSpan.FromSeconds(15));
        broker.Say("t", "x", QoS.AtLeastOnce);
        client.Take(PacketType.Publish);

        broker.Advance(TimeSpan.FromSeconds(19));
        Assert.Equal("", client.Trace());
        broker.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("x!:1", client.Trace());
    }

    [Fact]
    [Seed("GMQ-06")]
    public void Without_an_interval_and_for_a_5_0_client_nothing_is_repeated()
    {
        using var plain = new TestBroker();
        TestClient old = plain.Subscriber("c", "t");
        plain.Say("t", "x", QoS.AtLeastOnce);
        using var repeating = new TestBroker(Every20Seconds);
        TestClient modern = repeating.Connect("c");
        modern.Subscribe("t");
        repeating.Say("t", "x", QoS.AtLeastOnce);
        old.Take(PacketType.Publish);
        modern.Take(PacketType.Publish);

        plain.Advance(TimeSpan.FromHours(1));
        repeating.Advance(TimeSpan.FromHours(1));

        Assert.Equal(0, old.Waiting);
        Assert.Equal(0, modern.Waiting);
    }
}
