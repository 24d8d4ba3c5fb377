namespace Pmq.Protocol;

/// <summary>One filter of a SUBSCRIBE that is to be written.</summary>
public readonly record struct SubscriptionRequest(ReadOnlyMemory<byte> Filter, SubscriptionOptions Options);
