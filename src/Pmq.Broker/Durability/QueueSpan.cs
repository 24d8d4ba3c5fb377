namespace Pmq.Broker.Durability;

/// <summary>A row of queued messages without its bytes. Its messages have all numbers from the first to the last.</summary>
/// <param name="First">The sequence number of the first message.</param>
/// <param name="Last">The sequence number of the last.</param>
/// <param name="Bytes">What they count for in the bounds of a queue.</param>
public readonly record struct QueueSpan(long First, long Last, long Bytes);
