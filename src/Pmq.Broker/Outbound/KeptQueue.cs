using Pmq.Broker.Durability;
using Pmq.Broker.Messages;
using Pmq.Broker.Routing;
using Pmq.Broker.Sessions;
using Pmq.Protocol;

namespace Pmq.Broker.Outbound;

/// <summary>
/// What a kept session adds to its outbound half: a number for each message above QoS 0, which is its packet identifier
/// too; the runs that are to be written; the messages that memory does not hold; and how far the client has come.
/// </summary>
/// <remarks>Owner: session turn.</remarks>
internal sealed class KeptQueue(Session session, SessionRecord record)
{
    private static readonly TimeSpan ReadRetryDelay = TimeSpan.FromMilliseconds(250);

    private readonly Journal _journal = session.Services.Journal;
    private readonly int _pageBytes = session.Services.Options.Store.PageBytes;

    // What is being taken on at present.
    private QueuedRun? _run;
    private Delivery? _delivery;
    private Pledge? _pledge;
    private bool _isVolatile;
    private bool _mustCommitFirst;

    // Runs that may still become needless, oldest first; some may have by now.
    private Queue<QueuedRun>? _patient;

    private long _given;
    private long _storedUpTo;
    private long _reportedUpTo;
    private bool _isReading;
    private SortedSet<long>? _leaving;

    /// <summary>The session itself in the store.</summary>
    public SessionRecord Record { get; } = record;

    /// <summary>Messages that only the store has, and those on their way there.</summary>
    public Backlog Backlog { get; } = new();

    /// <summary>The number that the next message gets.</summary>
    public long Next => _given + 1;

    /// <summary>
    /// Messages up to this number may have been sent by a former process, or on a connection that it knew: when they are
    /// sent, it is again.
    /// </summary>
    public long SentUpTo { get; set; }

    /// <summary>True when what is taken on is not to be seen before it is committed.</summary>
    public bool Hides => _mustCommitFirst;

    /// <summary>Messages of a block are about to be taken on.</summary>
    public void Begin(MessageBlock block, Delivery delivery, QoS qos)
    {
        _delivery = delivery;
        _pledge = delivery.Keeps ? block.Pledge : null;
        _isVolatile = !session.Services.StorePolicy.Keeps(block.Topic);
        _mustCommitFirst = !_isVolatile && (qos == QoS.ExactlyOnce || _pledge is { Hides: true });
    }

    /// <summary>The run that the message which is next of these belongs to.</summary>
    public QueuedRun RunFor(in MessageRun messages) =>
        _run ??= new QueuedRun(session, Record.Key, Next, messages, _delivery!)
        {
            IsVolatile = _isVolatile,
            MustCommitFirst = _mustCommitFirst,
        };

    /// <summary>The next messages of the run are taken on; their packets have so many bytes.</summary>
    public void Accept(int count, int bytes)
    {
        _run!.Add(count, bytes);
        _given += count;
    }

    /// <summary>A message is left out, so that what follows is another run.</summary>
    public void LeaveOut(bool patiently) => EndRun(patiently);

    /// <summary>So many messages, or as many as could be, were taken on.</summary>
    public void End(bool patiently)
    {
        EndRun(patiently);
        _delivery = null;
        _pledge = null;
    }

    /// <summary>A run is in the store.</summary>
    public void Stored(QueuedRun run)
    {
        _storedUpTo = Math.Max(_storedUpTo, run.Last);
        Backlog.Stored(run);
    }

    /// <summary>True when so many bytes wait in memory that what comes next should wait in the store.</summary>
    public bool IsPaged(long bytesWaiting) => Backlog.Count > 0 || _isReading || bytesWaiting >= _pageBytes;

    /// <summary>Says how far the client has come, if anything of it is in the store.</summary>
    public void Report(long acknowledgedUpTo)
    {
        long upTo = Math.Min(acknowledgedUpTo, _storedUpTo);
        if (upTo > _reportedUpTo)
        {
            _reportedUpTo = upTo;
            Record.Acknowledge(upTo);
        }
    }

    /// <summary>True when a look at how far the client has come may find something to report.</summary>
    public bool MayReport => _storedUpTo > _reportedUpTo;

    /// <summary>
    /// Fetches the oldest messages that memory does not hold: from a run that is still on its way to the store, or from
    /// the store, which answers later. Null when there is nothing to take now.
    /// </summary>
    public QueuedRun? Fetch(out long first, out long last)
    {
        first = last = 0;
        if (_isReading || Backlog.Count == 0)
        {
            return null;
        }

        if (Backlog.Next(out first, out last) is { } run)
        {
            Backlog.TakeUpTo(last);
            return run;
        }

        Read(first, last);
        return null;
    }

    /// <summary>The oldest number that another member of a shared group is taking over; the highest when there is none.</summary>
    public long OldestLeaving => _leaving is { Count: > 0 } leaving ? leaving.Min : long.MaxValue;

    /// <summary>A message of a shared group goes to another member.</summary>
    public HandOver Leave(long sequence, QueuedRun? run)
    {
        (_leaving ??= []).Add(sequence);
        return new HandOver(session, sequence, run);
    }

    /// <summary>The other member has it.</summary>
    public void HasLeft(HandOver handOver)
    {
        _leaving!.Remove(handOver.Sequence);
        handOver.Run?.Finish(1);
    }

    /// <summary>A page has come, good or not.</summary>
    public void PageCame() => _isReading = false;

    /// <summary>What was read lies in memory now.</summary>
    public void TakeUpTo(long sequence) => Backlog.TakeUpTo(sequence);

    /// <summary>Reading failed: it is tried again in a while.</summary>
    public void ReadLater()
    {
        _isReading = true;
        session.Services.Scheduler.ScheduleAfter(ReadRetryDelay, new PageRetry(session));
    }

    /// <summary>Takes up what a former process has left.</summary>
    public void Restore(StoredQueue queue, long sentUpTo)
    {
        _given = queue.LastSequence;
        _storedUpTo = queue.LastSequence;
        _reportedUpTo = queue.AcknowledgedUpTo;
        SentUpTo = sentUpTo;
        Record.WasLoaded();
        long from = queue.AcknowledgedUpTo;
        foreach (QueueSpan span in queue.Spans)
        {
            AddUnreleased(span, from, queue.Released);
        }
    }

    /// <summary>A row may begin with what is acknowledged already, and have messages that only wait for PUBCOMP.</summary>
    private void AddUnreleased(in QueueSpan span, long acknowledgedUpTo, IReadOnlyList<long> released)
    {
        long first = Math.Max(span.First, acknowledgedUpTo + 1);
        long bytesEach = span.Bytes / (span.Last - span.First + 1);
        foreach (long number in released)
        {
            if (number >= first && number <= span.Last)
            {
                AddSpan(first, number - 1, bytesEach);
                first = number + 1;
            }
        }

        AddSpan(first, span.Last, bytesEach);
    }

    private void AddSpan(long first, long last, long bytesEach)
    {
        if (first <= last)
        {
            Backlog.Add(new QueueSpan(first, last, bytesEach * (last - first + 1)));
        }
    }

    private void Read(long first, long last)
    {
        _isReading = true;
        Session reader = session;
        int life = session.Life;
        _journal.Read(new QueuePage(
            Record.Key,
            first,
            last,
            _pageBytes,
            (page, outcome) => reader.Post(new Mail(
                MailKind.PageRead, outcome == StoreOutcome.Committed ? page : null, number: life))));
    }

    private void EndRun(bool patiently)
    {
        if (_run is not { } run)
        {
            return;
        }

        _run = null;
        run.Seal();
        if (run.IsVolatile || !run.IsNeeded)
        {
            return;
        }

        if (_pledge is Intake intake)
        {
            intake.Add(run);
            return;
        }

        if (_pledge is not null)
        {
            run.Hold(_pledge);
        }

        if (patiently && !run.MustCommitFirst)
        {
            PostPatiently(run);
        }
        else
        {
            HurryEarlier();
            _journal.Post(run);
        }
    }

    private void PostPatiently(QueuedRun run)
    {
        _patient ??= new Queue<QueuedRun>();
        while (_patient.TryPeek(out QueuedRun? oldest) && !oldest.IsNeeded)
        {
            _patient.Dequeue();
        }

        _patient.Enqueue(run);
        _journal.PostPatiently(run);
    }

    /// <summary>
    /// What came earlier is committed no later: after a crash a message must not come behind one that was published after
    /// it.
    /// </summary>
    private void HurryEarlier()
    {
        while (_patient is not null && _patient.TryDequeue(out QueuedRun? earlier))
        {
            if (earlier.IsNeeded)
            {
                _journal.Post(earlier);
            }
        }
    }

    private sealed class PageRetry(Session session) : Turns.Turn
    {
        public override void Execute() => session.Post(new Mail(MailKind.ReadAgain, number: session.Life));
    }
}
