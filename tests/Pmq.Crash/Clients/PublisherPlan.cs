using Pmq.Protocol;

namespace Pmq.Crash.Clients;

/// <summary>What is particular to a publisher.</summary>
/// <param name="ClientId">Its name.</param>
/// <param name="Version">What it speaks.</param>
/// <param name="Qos1PerSecond">How many messages a second it publishes at QoS 1.</param>
/// <param name="Qos2PerSecond">How many messages a second it publishes at QoS 2.</param>
/// <param name="Window">How many messages are under way at most.</param>
/// <param name="PacketIdMax">
/// After this packet identifier it begins with 1 again. The fewer there are, the sooner one is used again.
/// </param>
internal sealed record PublisherPlan(
    string ClientId, ProtocolVersion Version, double Qos1PerSecond, double Qos2PerSecond, int Window, int PacketIdMax);
