using Pmq.Broker.Messages;
using Pmq.Broker.Routing;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Outbound;

/// <summary>A target that nothing is delivered to, for parts that only carry deliveries around.</summary>
internal sealed class SilentTarget() : DeliveryTarget(new ManualScheduler(), "silent")
{
    public static Delivery AnyDelivery { get; } =
        new(new SilentTarget(), QoS.ExactlyOnce, retainAsPublished: false, subscriptionIds: []);

    public override bool IsOnline => false;

    public override int InflightCount => 0;

    public static Message MessageOf(int payloadLength, QoS qos, long expiresAt = Message.NeverExpires)
    {
        var traits = new MessageTraits(
            TopicLength: 1, qos, Retain: false, IsMqtt5: false, expiresAt, Publisher: null);
        return MessageBlockWriter.Write("t"u8, properties: [], new byte[payloadLength], traits).First;
    }

    protected override bool RunTurn() => false;
}
