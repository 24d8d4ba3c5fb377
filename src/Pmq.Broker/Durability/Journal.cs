using Pmq.Broker.Options;
using Pmq.Broker.Turns;

namespace Pmq.Broker.Durability;

/// <summary>
/// Gathers what all parts of the node want to survive a crash, and has the store commit it, one batch at a time. While
/// a batch is under way the next one grows, so the slower the disk the larger the batches. An entry for which nobody
/// waits yet is left alone for the commit delay, because most messages to clients that are there are acknowledged within
/// it and need never be written. When the store fails, the batch is tried again until it is committed: what waits for it
/// waits.
/// </summary>
/// <remarks>Owner: its own turn; what any thread may ask says so.</remarks>
internal sealed class Journal : Actor<JournalMail>
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(250);

    private readonly BrokerServices _services;
    private readonly StoreOptions _options;
    private readonly IStore? _store;
    private readonly PatientEntries _patient;
    private readonly List<Action> _drained = [];
    private readonly DueTurn _due;
    private readonly Queue<JournalEntry> _urgent = new();
    private List<JournalEntry> _writing = [];
    private List<JournalEntry> _spare = [];
    private StoreBatch? _underWay;
    private StoreTrouble? _trouble;
    private long _lastBatch;
    private long _lastKey;
    private bool _mustRepeat;
    private bool _dueIsScheduled;
    private bool _isFenced;

    // Others look at them to see whether an entry has to bring a turn: at the first if it is urgent.
    private bool _isCommitting;
    private bool _turnIsSure;

    public Journal(BrokerServices services, IStore? store)
        : base(services.Scheduler)
    {
        _services = services;
        _options = services.Options.Store;
        _store = store;
        _patient = new PatientEntries(services.Clock, _options.CommitDelay);
        _due = new DueTurn(this);
    }

    /// <summary>True when the node has a store. Any thread may ask.</summary>
    public bool IsOn => _store is not null;

    /// <summary>What keeps it from committing; null when nothing does. Any thread may ask.</summary>
    public StoreTrouble? Trouble => Volatile.Read(ref _trouble);

    /// <summary>Opens the store and reads what is kept. Called once, before anything else happens in the node.</summary>
    public void Open(IStoredState state) => _lastBatch = _store?.Open(state) ?? 0;

    /// <summary>A key that no session has or had. Any thread may ask.</summary>
    public long NewSessionKey() => Interlocked.Increment(ref _lastKey);

    /// <summary>Keys up to this one are in use.</summary>
    public void KeyIsUsed(long key) => _lastKey = Math.Max(_lastKey, key);

    /// <summary>Commits an entry as soon as can be.</summary>
    public void Post(JournalEntry entry)
    {
        PostForLater(new JournalMail(JournalMailKind.Urgent, entry));
        SeeToTurn(isSure: in _isCommitting);
    }

    /// <summary>Commits an entry after the commit delay, unless it has become needless by then.</summary>
    public void PostPatiently(JournalEntry entry)
    {
        PostForLater(new JournalMail(JournalMailKind.Patient, entry, At: _services.Clock.GetTimestamp()));
        SeeToTurn(isSure: in _turnIsSure);
    }

    /// <summary>Commits everything that is there without delay; the action is called when nothing is left.</summary>
    public void Drain(Action drained) => Post(new JournalMail(JournalMailKind.Drain, drained));

    /// <summary>Asks for stored messages.</summary>
    public void Read(QueuePage page) => _store!.Read(page);

    /// <inheritdoc/>
    protected override bool RunTurn()
    {
        int taken = 0;
        while (taken++ < _services.Options.Turn.MailsMax && TryTake(out JournalMail mail))
        {
            Handle(mail);
        }

        bool more = taken > _services.Options.Turn.MailsMax;
        if (!more)
        {
            CommitNext();
            SayWhetherTurnsAreSure();
        }

        return more;
    }

    private void Handle(in JournalMail mail)
    {
        switch (mail.Kind)
        {
            case JournalMailKind.Urgent:
                _urgent.Enqueue((JournalEntry)mail.Body!);
                break;
            case JournalMailKind.Patient:
                _patient.Add((JournalEntry)mail.Body!, mail.At);
                break;
            case JournalMailKind.Due:
                _dueIsScheduled = false;
                break;
            case JournalMailKind.Drain:
                _drained.Add((Action)mail.Body!);
                break;
            default:
                Settled((StoreBatch)mail.Body!, mail.Outcome);
                break;
        }
    }

    private void CommitNext()
    {
        if (_mustRepeat)
        {
            Repeat();
            return;
        }

        if (_underWay is null)
        {
            _patient.MoveDue(_urgent, all: _drained.Count > 0);
            if (_urgent.Count > 0)
            {
                Commit();
            }
        }

        if (_underWay is null && _patient.TimeToNext() is { } delay)
        {
            ScheduleDue(delay);
        }

        TellIfDrained();
    }

    /// <summary>While these say yes, what is posted is found by the next turn without bringing it.</summary>
    private void SayWhetherTurnsAreSure()
    {
        Volatile.Write(ref _isCommitting, _underWay is not null);
        Volatile.Write(ref _turnIsSure, _underWay is not null || _dueIsScheduled);
    }

    private void Commit()
    {
        var writer = new BatchWriter(_services, _lastBatch + 1, Answer);
        while (writer.Size < _options.CommitBytes && _urgent.TryDequeue(out JournalEntry? entry))
        {
            if (entry.Write(writer))
            {
                _writing.Add(entry);
            }
        }

        if (_writing.Count > 0)
        {
            _underWay = writer.End();
            _store!.Commit(_underWay);
        }
    }

    /// <summary>Comes from any thread; an answer that comes at once is a mail as well.</summary>
    private void Answer(StoreBatch batch, StoreOutcome outcome, string? reason)
    {
        SetTrouble(outcome, reason);
        Post(new JournalMail(JournalMailKind.Settled, batch, outcome));
    }

    private void Settled(StoreBatch batch, StoreOutcome outcome)
    {
        Invariant.That(ReferenceEquals(batch, _underWay), "The store has answered for a batch that is not under way.");
        switch (outcome)
        {
            case StoreOutcome.Committed:
                Committed();
                break;
            case StoreOutcome.Fenced:
                // Nothing is committed any more: who waits is cut off, and connects where the promise can be kept.
                _isFenced = true;
                _services.Registrar.StoreIsLost();
                break;
            default:
                batch.IsRepeat |= outcome == StoreOutcome.Unknown;
                _mustRepeat = true;
                ScheduleDue(RetryDelay);
                break;
        }
    }

    private void Committed()
    {
        _lastBatch = _underWay!.Number;
        _underWay = null;
        List<JournalEntry> committed = _writing;
        _writing = _spare;
        foreach (JournalEntry entry in committed)
        {
            entry.Committed();
        }

        committed.Clear();
        _spare = committed;
    }

    private void Repeat()
    {
        if (!_dueIsScheduled)
        {
            _mustRepeat = false;
            _store!.Commit(_underWay!);
        }
    }

    private void SetTrouble(StoreOutcome outcome, string? reason)
    {
        StoreTrouble? trouble = outcome == StoreOutcome.Committed
            ? null
            : new StoreTrouble(reason ?? "the store gave no reason", IsFinal: outcome == StoreOutcome.Fenced);
        StoreTrouble? before = Interlocked.Exchange(ref _trouble, trouble);
        if (before != trouble)
        {
            _services.ReportStoreTrouble(trouble);
        }
    }

    private void ScheduleDue(TimeSpan delay)
    {
        if (!_dueIsScheduled)
        {
            _dueIsScheduled = true;
            _services.Scheduler.ScheduleAfter(delay, _due);
        }
    }

    private void TellIfDrained()
    {
        bool isIdle = _underWay is null && _urgent.Count == 0 && _patient.Count == 0;
        if (_drained.Count == 0 || !(isIdle || _isFenced))
        {
            return;
        }

        foreach (Action drained in _drained)
        {
            drained();
        }

        _drained.Clear();
    }

    private sealed class DueTurn(Journal journal) : Turn
    {
        public override void Execute() => journal.Post(new JournalMail(JournalMailKind.Due));
    }
}
