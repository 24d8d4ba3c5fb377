using Pmq.Broker.Messages;

namespace Pmq.Broker.Durability;

/// <summary>One change of a session's stored state, for packet identifiers that follow each other.</summary>
/// <param name="Kind">What changes.</param>
/// <param name="PacketId">The first identifier.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Messages">The messages that were taken on, one for each identifier.</param>
public readonly record struct StoreOperation(
    StoreOperationKind Kind, ushort PacketId, int Count = 1, MessageBlock? Messages = null);
