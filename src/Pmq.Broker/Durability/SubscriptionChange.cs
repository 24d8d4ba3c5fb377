namespace Pmq.Broker.Durability;

/// <summary>A subscription that was made, replaced or ended.</summary>
/// <param name="Session">The session's key.</param>
/// <param name="Filter">The filter as the client sent it.</param>
/// <param name="Options">The options as in the packet; none when the subscription ended.</param>
/// <param name="SubscriptionId">The identifier to tell with messages; 0 for none.</param>
public readonly record struct SubscriptionChange(
    long Session, ReadOnlyMemory<byte> Filter, byte? Options, uint SubscriptionId);
