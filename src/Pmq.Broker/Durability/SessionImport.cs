using Pmq.Broker.Sessions;

namespace Pmq.Broker.Durability;

/// <summary>
/// A session of another node on its way into this one: first the messages that wait for it are stored, then the session
/// itself, and then the node takes it up as it does at a start. Until then nobody knows of it, and a crash leaves
/// nothing.
/// </summary>
/// <remarks>
/// Owner: who imports it, until <see cref="End"/>; then the journal, the registrar and the router in turn.
/// </remarks>
public sealed class SessionImport
{
    private readonly BrokerServices _services;
    private readonly ImportedSession _imported;
    private readonly StoredSession _stored;
    private readonly List<QueueSpan> _spans = [];
    private Action<bool>? _ended;

    internal SessionImport(BrokerServices services, ImportedSession imported)
    {
        _services = services;
        _imported = imported;
        _stored = new StoredSession(
            services.Journal.NewSessionKey(),
            imported.ClientId,
            imported.ExpirySeconds,
            imported.OfflineSince,
            imported.SentUpTo,
            StoredForm.Of(imported.Will));
    }

    internal string ClientId => _imported.ClientId;

    internal IReadOnlyList<SubscriptionChange> Subscriptions => _imported.Subscriptions;

    private long LastSequence => _spans.Count == 0 ? _imported.AcknowledgedUpTo : _spans[^1].Last;

    /// <summary>
    /// Stores messages whose numbers follow each other, above those before; the action is called when they are.
    /// </summary>
    public void Add(IReadOnlyList<StoredDelivery> messages, Action stored)
    {
        QueueRow row = StoredForm.RowOf(_stored.Key, messages);
        Invariant.That(row.Span.First > LastSequence, "An imported queue went back.");
        _spans.Add(row.Span);
        _services.Journal.Post(new ImportedRow(row, stored));
    }

    /// <summary>
    /// No more messages come. The action is told true when the session is there, and false when its client has one
    /// already or the node takes none.
    /// </summary>
    public void End(Action<bool> ended)
    {
        _ended = ended;
        _services.Journal.Post(new ImportedRecord(this));
    }

    /// <summary>The session is not wanted after all; what was stored of it goes.</summary>
    public void Abandon() => _services.Journal.Post(new LeftoverSession(_stored.Key));

    /// <summary>Adds all but the messages to a batch.</summary>
    internal void Write(BatchWriter batch)
    {
        batch.Put(_stored);
        batch.Add(new QueueProgress(_stored.Key, _imported.AcknowledgedUpTo, _imported.Released));
        foreach (SubscriptionChange subscription in _imported.Subscriptions)
        {
            batch.Add(subscription with { Session = _stored.Key });
        }

        foreach (ushort id in _imported.Unreleased)
        {
            batch.Add(new UnreleasedChange(_stored.Key, id, 1, IsReleased: false));
        }
    }

    /// <summary>All of it is stored.</summary>
    internal void Committed() => _services.Registrar.Import(this);

    /// <summary>
    /// Gives a new session what was imported, in the registrar's turn and before anybody else knows it.
    /// </summary>
    internal void RestoreInto(Session session)
    {
        session.IsBeingAdopted = true;
        foreach (ushort id in _imported.Unreleased)
        {
            session.Lifecycle.Unreleased.Add(id);
        }

        session.Restore(
            _stored,
            new StoredQueue(_imported.AcknowledgedUpTo, LastSequence, _imported.Released) { Spans = _spans });
    }

    internal void Taken() => _ended!(true);

    internal void Refused()
    {
        Abandon();
        _ended!(false);
    }
}
