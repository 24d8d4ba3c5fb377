using Pmq.Broker.Durability;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt5.Messaging;

/// <summary>A store that answers when the test says so.</summary>
internal sealed class LateStore : IStore
{
    private readonly Queue<StoreBatch> _unanswered = new();

    /// <summary>The steps it was asked for and has not answered.</summary>
    public StoreOperationKind[] Waiting =>
        [.. _unanswered.SelectMany(batch => batch.Operations).Select(operation => operation.Kind)];

    public bool Submit(StoreBatch batch)
    {
        _unanswered.Enqueue(batch);
        return false;
    }

    /// <summary>Answers the oldest batch.</summary>
    public void Answer(TestBroker broker, StoreOutcome outcome = StoreOutcome.Committed)
    {
        _unanswered.Dequeue().Settle(outcome);
        broker.Run();
    }
}
