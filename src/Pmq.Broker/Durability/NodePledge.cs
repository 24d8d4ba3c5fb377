namespace Pmq.Broker.Durability;

/// <summary>
/// The promise to whoever has the node publish something: everybody who keeps the message has stored it.
/// </summary>
/// <remarks>Owner: thread-safe, as every pledge. There is no session behind it.</remarks>
internal sealed class NodePledge(Action kept) : Pledge(publisher: null!)
{
    protected override void Released() => kept();
}
