using Pmq.Broker.Routing;
using Pmq.Protocol;

namespace Pmq.Broker.Messages;

/// <summary>What the messages of a block have in common.</summary>
/// <param name="TopicLength">The length of the topic in bytes.</param>
/// <param name="QoS">The quality of service; above 0 the packets have room for an identifier.</param>
/// <param name="Retain">The retain flag they were published with.</param>
/// <param name="IsMqtt5">Whether the packets have a property section.</param>
/// <param name="ExpiresAt">The clock's timestamp at which they are worth nothing any more.</param>
/// <param name="Publisher">The session that published them; null for the node itself.</param>
internal readonly record struct MessageTraits(
    int TopicLength, QoS QoS, bool Retain, bool IsMqtt5, long ExpiresAt, DeliveryTarget? Publisher);
