using Pmq.Broker.Messages;
using Pmq.Broker.Routing;

namespace Pmq.Broker.Sessions;

/// <summary>A retained message for a new subscription.</summary>
internal readonly record struct RetainedCopy(Message Message, Delivery Delivery);
