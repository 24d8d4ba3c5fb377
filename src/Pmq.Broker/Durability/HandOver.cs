using Pmq.Broker.Sessions;

namespace Pmq.Broker.Durability;

/// <summary>
/// A message that a kept session had for a shared group and that another member is taking over. The session's own copy
/// stays in the store until the other's is there, so that a crash in between loses neither.
/// </summary>
/// <remarks>Owner: thread-safe, as every pledge; what it has belongs to the session's turn.</remarks>
internal sealed class HandOver(Session from, long sequence, QueuedRun? run) : Pledge(from)
{
    /// <summary>The message's number in the session that had it.</summary>
    public long Sequence { get; } = sequence;

    /// <summary>What it was to be written with there.</summary>
    public QueuedRun? Run { get; } = run;

    /// <summary>The life of that session.</summary>
    public int Life { get; } = from.Life;

    protected override void Released() => Publisher.Post(new Mail(MailKind.HandedOver, this));
}
