using Pmq.Protocol;

namespace Pmq.Crash.Clients;

/// <summary>What is particular to a subscriber.</summary>
internal sealed record SubscriberPlan(string ClientId, ProtocolVersion Version, string Filter, QoS QoS);
