using Pmq.Broker.Publishing;
using Pmq.Broker.Sessions;

namespace Pmq.Broker.Durability;

/// <summary>
/// QoS 2 messages that a client sent in one batch: their packet identifiers and what waits for kept sessions are
/// committed together, and nobody sees anything of it before. While it is held, sessions are still taking the messages
/// on. What goes to sessions that are not kept waits here.
/// </summary>
/// <remarks>
/// Owner: the read loop until it lets go; sessions may add to it while they hold it; then the journal; then the
/// publisher's turn.
/// </remarks>
internal sealed class Intake(Session publisher, Journal journal) : Pledge(publisher)
{
    // Stands for a follower once the intake is in the journal.
    private static readonly object Nobody = new();

    private readonly Entry _entry = new();
    private QueuedRun? _runs;
    private object? _follower;

    public override bool Hides => true;

    /// <summary>What goes to sessions that are not kept, when it may be seen.</summary>
    public List<HeldBack> HeldBack { get; } = [];

    /// <summary>A kept session's client sent messages with these identifiers.</summary>
    public void Receive(ushort firstId, int count)
    {
        if (Publisher.IsKept)
        {
            _entry.Received.Add(new UnreleasedChange(Publisher.Key, firstId, count, IsReleased: false));
        }
    }

    /// <summary>A session has taken messages on. Any thread that holds the intake may add.</summary>
    public void Add(QueuedRun run)
    {
        do
        {
            run.NextInIntake = Volatile.Read(ref _runs);
        }
        while (Interlocked.CompareExchange(ref _runs, run, run.NextInIntake) != run.NextInIntake);
    }

    /// <summary>
    /// The client's next intake is committed no earlier than this one: after a crash a message must not come behind one that
    /// was published after it.
    /// </summary>
    public void PrecedeTo(Intake next)
    {
        next.Hold();
        if (Interlocked.CompareExchange(ref _follower, next, null) is not null)
        {
            next.Release();
        }
    }

    protected override void Released()
    {
        if (_runs is null && _entry.Received.Count == 0)
        {
            Keep();
        }
        else
        {
            _entry.Begin(this, _runs);
            _runs = null;
            journal.Post(_entry);
        }

        (Interlocked.Exchange(ref _follower, Nobody) as Intake)?.Release();
    }

    /// <summary>The journal's side of it.</summary>
    private sealed class Entry : JournalEntry
    {
        private Intake? _intake;
        private QueuedRun? _runs;

        public List<UnreleasedChange> Received { get; } = [];

        public void Begin(Intake intake, QueuedRun? runs)
        {
            _intake = intake;
            _runs = runs;
        }

        public override bool Write(BatchWriter batch)
        {
            foreach (UnreleasedChange change in Received)
            {
                batch.Add(change);
            }

            for (QueuedRun? run = _runs; run is not null; run = run.NextInIntake)
            {
                run.Write(batch);
            }

            return true;
        }

        public override void Committed()
        {
            for (QueuedRun? run = _runs; run is not null; run = run.NextInIntake)
            {
                run.CommittedIfWritten();
            }

            // The intake is remembered until the client releases the identifiers; the messages need not be.
            _runs = null;
            _intake!.Keep();
        }
    }
}
