using System.Globalization;
using Pmq.Broker.Durability;

namespace Pmq.Storage.Sql;

/// <summary>
/// Commits batches, one after the other, each in one transaction that holds only if nobody has taken the node over.
/// Every fault of the database becomes an answer; a broken connection is opened again for the next batch.
/// </summary>
/// <remarks>Owner: storage writer.</remarks>
internal sealed class StoreWriter : IDisposable
{
    private const string TakenOver = "another node has taken the store over";

    private readonly Database _database;
    private readonly string _node;
    private readonly long _incarnation;
    private readonly WorkThread<StoreBatch> _thread;
    private IWriterLink? _link;
    private bool _isFenced;

    public StoreWriter(Database database, IWriterLink link, string node, long incarnation, TimeSpan idleAfter)
    {
        _database = database;
        _link = link;
        _node = node;
        _incarnation = incarnation;
        _thread = new WorkThread<StoreBatch>("pmq store writer", Work, idleAfter, Tidy);
    }

    public void Commit(StoreBatch batch)
    {
        if (!_thread.TryPost(batch))
        {
            batch.Settle(StoreOutcome.Failed, "the store is closed");
        }
    }

    public void Dispose()
    {
        _thread.Dispose();
        _link?.Dispose();
    }

    private void Work(StoreBatch batch)
    {
        (StoreOutcome outcome, string? reason) = Answer(batch);
        batch.Settle(outcome, reason);
    }

    private (StoreOutcome Outcome, string? Reason) Answer(StoreBatch batch)
    {
        if (_isFenced)
        {
            return (StoreOutcome.Fenced, TakenOver);
        }

        bool isCommitSent = false;
        try
        {
            _link ??= _database.OpenWriter(isFirst: false);
            if (batch.IsRepeat && Known(_link, batch.Number) is { } known)
            {
                return known;
            }

            _link.Write(batch);
            isCommitSent = true;
            return _link.Commit(new Fence(_node, _incarnation, batch.Number))
                ? (StoreOutcome.Committed, null)
                : Known(_link, batch.Number) ?? OutOfOrder(batch);
        }
        catch (Exception fault)
        {
            StoreFault explained = _database.Explain(fault);
            GiveUp(explained);
            bool isUnknown = isCommitSent && !explained.NothingKept;
            return (isUnknown ? StoreOutcome.Unknown : StoreOutcome.Failed, explained.Reason);
        }
    }

    // What the database knows of a batch by its number; null when it was not committed and may be.
    private (StoreOutcome Outcome, string? Reason)? Known(IWriterLink link, long number)
    {
        NodeRow row = NodeRow.Read(link.Connection, _node);
        if (row.Incarnation != _incarnation)
        {
            _isFenced = true;
            return (StoreOutcome.Fenced, TakenOver);
        }

        return row.Batch == number ? (StoreOutcome.Committed, null) : null;
    }

    private static (StoreOutcome Outcome, string? Reason) OutOfOrder(StoreBatch batch) =>
        (StoreOutcome.Failed,
            string.Create(CultureInfo.InvariantCulture, $"batch {batch.Number} does not follow the last one"));

    private void GiveUp(in StoreFault fault)
    {
        if (!fault.IsBroken && _link is { } link && CanRollBack(link))
        {
            return;
        }

        _link?.Dispose();
        _link = null;
    }

    // A connection that can't even do this is of no use: the caller closes it, which undoes everything too.
    private static bool CanRollBack(IWriterLink link)
    {
        try
        {
            link.RollBack();
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }

    private bool Tidy()
    {
        try
        {
            return _link?.Tidy() ?? false;
        }
        catch (Exception fault)
        {
            GiveUp(_database.Explain(fault));
            return false;
        }
    }
}
