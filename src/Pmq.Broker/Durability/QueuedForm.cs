using Pmq.Protocol;

namespace Pmq.Broker.Durability;

/// <summary>How messages that wait for a session are delivered, as a row says it.</summary>
/// <param name="QoS">The quality of service that the subscription was granted.</param>
/// <param name="RetainAsPublished">Whether the retain flag stays as published.</param>
/// <param name="SubscriptionIds">The identifiers to tell with each.</param>
/// <param name="ExpiresAt">When they expire, by the wall clock; 0 for never.</param>
internal readonly record struct QueuedForm(QoS QoS, bool RetainAsPublished, uint[] SubscriptionIds, long ExpiresAt);
