namespace Pmq.Broker.Durability;

/// <summary>Packet identifiers, one after the other, of QoS 2 messages that a client sent.</summary>
/// <param name="Session">The session's key.</param>
/// <param name="First">The first identifier.</param>
/// <param name="Count">How many there are; after 65,535 comes 0.</param>
/// <param name="IsReleased">False when the messages were taken on, true when the identifiers are free again.</param>
public readonly record struct UnreleasedChange(long Session, ushort First, int Count, bool IsReleased);
