using Pmq.Broker.Accounting;

namespace Pmq.Broker.Outbound;

/// <summary>Is told of messages that a queue had to drop.</summary>
internal interface IDropSink
{
    /// <summary>The message is in the queue no more.</summary>
    void Dropped(in QueuedMessage message, DropCause cause);
}
