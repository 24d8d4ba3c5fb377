using Pmq.Broker.Messages;
using Pmq.Broker.Outbound;
using Pmq.Broker.Routing;
using Pmq.Protocol;

namespace Pmq.Broker.Tests.Outbound;

/// <summary>The window as sessions that are not kept use it: numbers follow each other.</summary>
internal static class WindowExtensions
{
    public static bool TryBegin(
        this InflightWindow window, Message message, Delivery delivery, QoS qos, long now, out ushort packetId) =>
        window.TryBegin(new QueuedMessage(message, delivery, qos) { Sequence = window.Next }, now, out packetId);
}
