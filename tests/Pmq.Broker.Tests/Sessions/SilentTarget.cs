using Pmq.Broker.Messages;
using Pmq.Broker.Routing;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Sessions;

/// <summary>A target that nothing is delivered to, for parts that only carry deliveries around.</summary>
internal sealed class SilentTarget() : DeliveryTarget(new ManualScheduler(), "silent")
{
    public static Delivery AnyDelivery { get; } =
        new(new SilentTarget(), QoS.ExactlyOnce, retainAsPublished: false, subscriptionIds: []);

    public override bool IsOnline => false;

    public override int InflightCount => 0;

    public static Message MessageOf(int payloadLength, QoS qos, long expiresAt = Message.NeverExpires) => Message.Over(
        Message.NewBlock("t"u8, payloadLength), 1, qos, retain: false, properties: [], expiresAt, publisher: null);

    protected override bool RunTurn() => false;
}
