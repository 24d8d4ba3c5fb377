using Pmq.Broker.Messages;

namespace Pmq.Broker.Routing;

/// <summary>The same member for all messages of one publisher.</summary>
/// <remarks>Owner: thread-safe.</remarks>
internal sealed class HashPublisherPicker : HashPicker
{
    protected override uint KeyOf(Message message) => (uint)(message.Publisher?.NameHash ?? 0);
}
