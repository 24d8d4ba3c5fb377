using Pmq.Broker.Messages;

namespace Pmq.Broker.Durability;

/// <summary>One change of a session's stored state.</summary>
public readonly record struct StoreOperation(StoreOperationKind Kind, ushort PacketId, Message? Message = null);
