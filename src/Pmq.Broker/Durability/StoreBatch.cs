namespace Pmq.Broker.Durability;

/// <summary>
/// Changes that are committed together. Their order does not matter but for two rules: changes of one list come one
/// after the other, and sessions end last.
/// </summary>
/// <remarks>Owner: the journal until it is given to the store, immutable then.</remarks>
public sealed class StoreBatch(long number, Action<StoreBatch, StoreOutcome, string?> settled)
{
    /// <summary>One more than the batch before: the fence, and what an unknown outcome is settled by.</summary>
    public long Number { get; } = number;

    /// <summary>True when the batch was given before and its outcome is not known.</summary>
    public bool IsRepeat { get; internal set; }

    /// <summary>Sessions that are new or have changed, as a whole.</summary>
    public IList<StoredSession> Sessions { get; } = [];

    /// <summary>Subscriptions that were made, replaced or ended.</summary>
    public IList<SubscriptionChange> Subscriptions { get; } = [];

    /// <summary>The bytes that rows of <see cref="Queued"/> share; they are kept as long as one of those rows is.</summary>
    public ReadOnlyMemory<byte> Messages { get; internal set; }

    /// <summary>Messages that wait for sessions.</summary>
    public IList<QueueRow> Queued { get; } = [];

    /// <summary>What clients have acknowledged of such messages.</summary>
    public IList<QueueProgress> Progress { get; } = [];

    /// <summary>Packet identifiers of QoS 2 messages that clients sent, or have released.</summary>
    public IList<UnreleasedChange> Unreleased { get; } = [];

    /// <summary>Messages to retain, or to retain no longer.</summary>
    public IList<RetainedChange> Retained { get; } = [];

    /// <summary>The keys of sessions of which nothing is kept any more.</summary>
    public IList<long> Ended { get; } = [];

    /// <summary>The store's answer, with what an operator should read when it is not good.</summary>
    public void Settle(StoreOutcome outcome, string? reason = null) => settled(this, outcome, reason);
}
