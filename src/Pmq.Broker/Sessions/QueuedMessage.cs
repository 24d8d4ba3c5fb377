using Pmq.Broker.Messages;
using Pmq.Broker.Routing;
using Pmq.Protocol;

namespace Pmq.Broker.Sessions;

/// <summary>A message that waits for a client, and the QoS at which it will be delivered.</summary>
internal readonly record struct QueuedMessage(Message Message, Delivery Delivery, QoS QoS);
