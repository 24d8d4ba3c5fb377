using Pmq.Broker.Durability;
using Pmq.Broker.Messages;
using Pmq.Broker.Routing;

namespace Pmq.Broker.Retained;

/// <summary>The place of one topic's retained message. A new message of the topic changes nothing else.</summary>
/// <remarks>Owner: the router's turn.</remarks>
internal sealed class RetainedTopic(Message message)
{
    /// <summary>The message; one of the same topic may take its place.</summary>
    public Message Message { get; set; } = message;

    /// <summary>
    /// What is to be written of it and perhaps was not yet, where nobody waits: a later message goes in its place.
    /// </summary>
    public RetainedStep? Unwritten { get; set; }

    /// <summary>The topic.</summary>
    public ReadOnlySpan<byte> Name => Message.Topic;

    /// <summary>Finds places by the topic.</summary>
    internal readonly struct ByName : IKeyOf<RetainedTopic>
    {
        public bool IsKeyOf(ReadOnlySpan<byte> key, RetainedTopic value) => key.SequenceEqual(value.Name);
    }
}
