namespace Pmq.Broker.Durability;

/// <summary>A message to retain for its topic.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Message">The message in the engine's form; empty when none is retained any longer.</param>
public readonly record struct RetainedChange(ReadOnlyMemory<byte> Topic, ReadOnlyMemory<byte> Message);
