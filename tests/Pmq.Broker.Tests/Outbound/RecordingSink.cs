using Pmq.Broker.Accounting;
using Pmq.Broker.Messages;
using Pmq.Broker.Outbound;

namespace Pmq.Broker.Tests.Outbound;

/// <summary>Remembers what a queue dropped.</summary>
internal sealed class RecordingSink : IDropSink
{
    public List<(Message Message, DropCause Cause)> Dropped { get; } = [];

    void IDropSink.Dropped(in QueuedMessage message, DropCause cause) => Dropped.Add((message.Message, cause));
}
