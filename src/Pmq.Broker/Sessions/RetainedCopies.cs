using Pmq.Broker.Messages;
using Pmq.Broker.Routing;

namespace Pmq.Broker.Sessions;

/// <summary>The retained messages that a new subscription found.</summary>
/// <param name="Messages">The messages.</param>
/// <param name="Delivery">How the session gets them.</param>
internal readonly record struct RetainedCopies(List<Message> Messages, Delivery Delivery);
