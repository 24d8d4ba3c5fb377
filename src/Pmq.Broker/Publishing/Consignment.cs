using Pmq.Broker.Messages;
using Pmq.Broker.Routing;

namespace Pmq.Broker.Publishing;

/// <summary>Messages of one block on their way to one target.</summary>
/// <param name="Messages">A <see cref="MessageBlock"/>, or <see cref="PickedMessages"/> of one.</param>
/// <param name="Delivery">How the target gets them.</param>
/// <remarks>Owner: immutable.</remarks>
internal readonly record struct Consignment(object Messages, Delivery Delivery);
