using Pmq.Broker.Routing;
using Pmq.Broker.Turns;

namespace Pmq.Broker.Durability;

/// <summary>
/// The name of a client that published a retained message in a former process: a subscription of the same client with
/// no local does not get the message.
/// </summary>
/// <remarks>Owner: immutable; nothing is ever posted to it.</remarks>
internal sealed class FormerPublisher(ITurnScheduler scheduler, string name) : DeliveryTarget(scheduler, name)
{
    public override bool IsOnline => false;

    public override int InflightCount => 0;

    protected override bool RunTurn() => false;
}
