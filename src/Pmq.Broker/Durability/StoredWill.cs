namespace Pmq.Broker.Durability;

/// <summary>A will as a store has it, taken apart.</summary>
/// <param name="Message">What is to be published.</param>
/// <param name="DelaySeconds">How long to wait for the client's return.</param>
/// <param name="ExpirySeconds">How long the published message lives; null for as long as the node lets it.</param>
public sealed record StoredWill(StoredMessage Message, uint DelaySeconds, uint? ExpirySeconds);
