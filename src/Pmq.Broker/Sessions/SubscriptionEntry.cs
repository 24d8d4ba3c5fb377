using Pmq.Protocol;

namespace Pmq.Broker.Sessions;

/// <summary>One filter of a SUBSCRIBE or UNSUBSCRIBE, copied out of the packet.</summary>
internal readonly record struct SubscriptionEntry(byte[] Filter, SubscriptionOptions Options);
