using System.Buffers;

namespace Pmq.Broker.Durability;

/// <summary>Makes a batch of what journal entries add.</summary>
/// <remarks>Owner: the journal's turn.</remarks>
internal sealed class BatchWriter(
    BrokerServices services, long number, Action<StoreBatch, StoreOutcome, string?> settled)
{
    // What a change without bytes of its own counts for, about.
    private const int ChangeSize = 32;

    private readonly StoreBatch _batch = new(number, settled);
    private readonly SharedMessages _shared = new();
    private readonly List<QueuedRun> _runs = [];
    private int _changeBytes;

    /// <summary>About how many bytes it has.</summary>
    public int Size => _changeBytes;

    public WallClock Clock => services.WallClock;

    public void Put(StoredSession session)
    {
        _batch.Sessions.Add(session);
        _changeBytes += ChangeSize + session.ClientId.Length + session.Will.Length;
    }

    public void Add(in SubscriptionChange change)
    {
        _batch.Subscriptions.Add(change);
        _changeBytes += ChangeSize + change.Filter.Length;
    }

    public void Add(in QueueProgress progress)
    {
        _batch.Progress.Add(progress);
        _changeBytes += ChangeSize + (sizeof(long) * progress.Released.Count);
    }

    public void Add(in UnreleasedChange change)
    {
        _batch.Unreleased.Add(change);
        _changeBytes += ChangeSize;
    }

    public void Add(in RetainedChange change)
    {
        _batch.Retained.Add(change);
        _changeBytes += ChangeSize + change.Topic.Length + change.Message.Length;
    }

    /// <summary>Adds a row that holds all its messages itself.</summary>
    public void Add(in QueueRow row)
    {
        _batch.Queued.Add(row);
        _changeBytes += ChangeSize + row.Entries.Length;
    }

    public void End(long session)
    {
        _batch.Ended.Add(session);
        _changeBytes += ChangeSize;
    }

    /// <summary>
    /// Adds messages that wait for a session. They are written when the batch ends, when it is known which blocks go to
    /// several sessions and are kept once for all of them.
    /// </summary>
    public void Add(QueuedRun run)
    {
        _runs.Add(run);
        _shared.Count(run);
        _changeBytes += ChangeSize + run.PacketBytes;
    }

    /// <summary>The batch.</summary>
    public StoreBatch End()
    {
        // Runs of a session come in the order of their numbers; they are written beside each other.
        _runs.Sort(static (left, right) => left.Key != right.Key
            ? left.Key.CompareTo(right.Key)
            : left.First.CompareTo(right.First));
        for (int i = 0; i < _runs.Count;)
        {
            i = WriteRow(i);
        }

        _batch.Messages = _shared.Bytes;
        return _batch;
    }

    /// <summary>Writes runs of one session without a gap between them as one row; returns the run behind them.</summary>
    private int WriteRow(int first)
    {
        QueuedRun run = _runs[first];
        var entries = new ArrayBufferWriter<byte>(run.PacketBytes + ChangeSize);
        var record = new QueueRecordWriter(entries, services.WallClock);
        long bytes = 0;
        int next = first;
        bool shares = false;
        do
        {
            QueuedRun one = _runs[next];
            shares |= record.Write(one, _shared);
            bytes += one.SizeInQueue;
            next++;
        }
        while (next < _runs.Count && _runs[next].Key == run.Key && _runs[next].First == _runs[next - 1].Last + 1);

        var span = new QueueSpan(run.First, _runs[next - 1].Last, bytes);
        _batch.Queued.Add(new QueueRow(run.Key, span, entries.WrittenMemory, default) { SharesMessages = shares });
        return next;
    }
}
