namespace Pmq.Broker.Publishing;

/// <summary>Messages for a target that is not to see them yet.</summary>
/// <param name="Consignment">The messages.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Expected">How many of them the target counts already.</param>
internal readonly record struct HeldBack(Consignment Consignment, int Count, int Expected);
