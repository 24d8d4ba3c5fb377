using Pmq.Broker.Messages;

namespace Pmq.Broker.Routing;

/// <summary>The same member for all messages of one topic.</summary>
/// <remarks>Owner: thread-safe.</remarks>
internal sealed class HashTopicPicker : HashPicker
{
    protected override uint KeyOf(Message message) => Fnv.Hash(message.Topic);
}
