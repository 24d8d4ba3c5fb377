using Pmq.Protocol;

namespace Pmq.Broker.Durability;

/// <summary>A message that waits for a session, and how it is delivered.</summary>
/// <param name="Sequence">Its number in the session's queue.</param>
/// <param name="Message">The message.</param>
/// <param name="QoS">The quality of service that the subscription was granted.</param>
/// <param name="RetainAsPublished">Whether the retain flag stays as published.</param>
/// <param name="SubscriptionIds">The identifiers to tell with it.</param>
public sealed record StoredDelivery(
    long Sequence, StoredMessage Message, QoS QoS, bool RetainAsPublished, IReadOnlyList<uint> SubscriptionIds);
