using Pmq.Broker.Sessions;

namespace Pmq.Broker.Durability;

/// <summary>
/// The steps that one session asks the store for at once. Nothing that depends on a step is visible before the store
/// has answered; the answer comes as a mail, unless the store could give it at once.
/// </summary>
/// <remarks>Owner: who fills it, then the store, then the session's turn.</remarks>
public sealed class StoreBatch
{
    private readonly Session _session;
    private readonly List<StoreOperation> _operations = [];
    private bool _isSettled;

    internal StoreBatch(Session session)
    {
        _session = session;
        Life = session.Life;
    }

    /// <summary>The session's client identifier.</summary>
    public string ClientId => _session.Name;

    /// <summary>The steps in their order.</summary>
    public IReadOnlyList<StoreOperation> Operations => _operations;

    /// <summary>True once the store has answered. Any thread may ask.</summary>
    public bool IsSettled => Volatile.Read(ref _isSettled);

    /// <summary>What came of it, once settled.</summary>
    public StoreOutcome Outcome { get; private set; }

    /// <summary>True once the store has said no. Any thread may ask.</summary>
    internal bool HasFailed => IsSettled && Outcome == StoreOutcome.Failed;

    /// <summary>The life of the session that asked.</summary>
    internal int Life { get; }

    /// <summary>The store's answer, when it could not give it at once. Called once, from any thread.</summary>
    public void Settle(StoreOutcome outcome)
    {
        Outcome = outcome;
        Volatile.Write(ref _isSettled, true);
        _session.Post(new Mail(MailKind.Settled, this));
    }

    /// <summary>Adds a step; one that goes on where the last one ends becomes a part of it.</summary>
    internal void Add(in StoreOperation operation)
    {
        int last = _operations.Count - 1;
        if (operation.Messages is null && last >= 0 && _operations[last] is { } before
            && before.Kind == operation.Kind && before.PacketId + before.Count == operation.PacketId)
        {
            _operations[last] = before with { Count = before.Count + operation.Count };
            return;
        }

        _operations.Add(operation);
    }
}
