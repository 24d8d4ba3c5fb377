using Pmq.Broker;
using Pmq.Broker.Durability;
using Pmq.Management.Exports;

namespace Pmq.Management.Imports;

/// <summary>Publishes retained messages, some at once, and counts one when it is stored.</summary>
/// <remarks>Owner: the request.</remarks>
internal sealed class RetainedImporter(
    BrokerNode node, TimeProvider clock, ImportTally tally, CancellationToken cancellation)
{
    // Enough for the store to make large batches of.
    private const int UnderWayMax = 256;

    private readonly Queue<Task> _underWay = new();

    public async Task TakeAsync(RetainedLine line, long number)
    {
        StoredMessage message = ContentReader.Read(line) with { Retain = true, Publisher = line.Publisher ?? "" };
        if (message.Payload.IsEmpty)
        {
            throw new LineException("A message without payload is not retained.");
        }

        if (message.ExpiresAt != 0 && message.ExpiresAt <= clock.GetUtcNow().ToUnixTimeMilliseconds())
        {
            tally.Skipped(LineKind.Retained, number, reason: null);
            return;
        }

        _underWay.Enqueue(node.PublishAsync(message));
        if (_underWay.Count >= UnderWayMax)
        {
            await CountOldestAsync();
        }
    }

    /// <summary>Waits until all are stored.</summary>
    public async Task EndAsync()
    {
        while (_underWay.Count > 0)
        {
            await CountOldestAsync();
        }
    }

    private async Task CountOldestAsync()
    {
        await _underWay.Dequeue().WaitAsync(cancellation);
        tally.Taken(LineKind.Retained);
    }
}
