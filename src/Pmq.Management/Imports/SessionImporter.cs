using Pmq.Broker;
using Pmq.Broker.Durability;
using Pmq.Management.Exports;

namespace Pmq.Management.Imports;

/// <summary>Takes sessions over one after the other, each with the queued lines behind it.</summary>
/// <remarks>Owner: the request.</remarks>
internal sealed class SessionImporter(
    BrokerNode node, TimeProvider clock, bool force, ImportTally tally, CancellationToken cancellation)
{
    private const long RowBytes = 256 * 1024;

    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    private readonly List<StoredDelivery> _row = [];
    private SessionImport? _import;
    private string _clientId = "";
    private long _line;
    private long _rowBytes;
    private long _last;
    private long _stored;

    /// <summary>A session begins; the one before is complete.</summary>
    public async Task TakeAsync(SessionLine line, long number)
    {
        await EndAsync();
        _clientId = line.ClientId;
        _line = number;
        if (!node.KeepsState)
        {
            throw new LineException(
                "This node keeps its state in memory, and sessions come with what is stored of them.");
        }

        ImportedSession session = SessionReader.Session(line, node, clock);
        if (await IsInTheWayAsync(line.ClientId))
        {
            tally.Skipped(LineKind.Session, number, $"The client {line.ClientId} has a session already.");
            return;
        }

        _last = session.AcknowledgedUpTo;
        _import = node.Import(session);
    }

    /// <summary>A message for the session that is under way.</summary>
    public async Task TakeAsync(QueuedLine line, long number)
    {
        if (line.ClientId != _clientId)
        {
            throw new LineException($"The session of {line.ClientId} is not the last one before.");
        }

        if (_import is null)
        {
            tally.Skipped(LineKind.Queued, number, reason: null);
            return;
        }

        StoredDelivery delivery = SessionReader.Queued(line);
        if (delivery.Sequence <= _last)
        {
            throw new LineException($"The number {delivery.Sequence} does not follow {_last}.");
        }

        if (_row.Count > 0 && (delivery.Sequence != _last + 1 || _rowBytes >= RowBytes))
        {
            await StoreRowAsync(_import);
        }

        _row.Add(delivery);
        _rowBytes += delivery.Message.Payload.Length + delivery.Message.Topic.Length;
        _last = delivery.Sequence;
    }

    /// <summary>The session that is under way is complete.</summary>
    public async Task EndAsync()
    {
        if (_import is not { } import)
        {
            return;
        }

        await StoreRowAsync(import);
        _import = null;
        bool isTaken = await import.EndAsync().WaitAsync(cancellation);
        if (isTaken)
        {
            tally.Taken(LineKind.Session);
            tally.Taken(LineKind.Queued, _stored);
        }
        else
        {
            tally.Skipped(
                LineKind.Session, _line, $"The client {_clientId} has got a session, or the node takes no more.");
            tally.Skipped(LineKind.Queued, _line, reason: null, _stored);
        }

        _stored = 0;
    }

    /// <summary>No more comes, and what is under way is not complete.</summary>
    public void Abandon()
    {
        _import?.Abandon();
        _import = null;
    }

    private async Task StoreRowAsync(SessionImport import)
    {
        if (_row.Count == 0)
        {
            return;
        }

        _stored += _row.Count;
        await import.AddAsync([.. _row]).WaitAsync(cancellation);
        _row.Clear();
        _rowBytes = 0;
    }

    private async Task<bool> IsInTheWayAsync(string clientId)
    {
        if (!await node.HasSessionAsync(clientId))
        {
            return false;
        }

        if (!force)
        {
            return true;
        }

        node.EndClient(clientId, endSession: true);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(EndPatience);
        while (await node.HasSessionAsync(clientId))
        {
            if (limit.IsCancellationRequested)
            {
                return true;
            }

            await Task.Delay(BetweenLooks, clock, CancellationToken.None);
        }

        return false;
    }
}
