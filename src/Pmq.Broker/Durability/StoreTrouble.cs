namespace Pmq.Broker.Durability;

/// <summary>What keeps a node from committing at present.</summary>
/// <param name="Reason">What the store says.</param>
/// <param name="IsFinal">True when it will never commit again, because another node has the store.</param>
public sealed record StoreTrouble(string Reason, bool IsFinal);
