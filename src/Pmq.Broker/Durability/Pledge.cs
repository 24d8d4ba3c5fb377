using Pmq.Broker.Sessions;

namespace Pmq.Broker.Durability;

/// <summary>
/// The promise behind an answer to a publisher. It is held by everything the answer has to wait for, and kept when the
/// last has let go; then the publisher's session is told, which answers.
/// </summary>
/// <remarks>Owner: thread-safe. Whoever made it holds it first.</remarks>
internal class Pledge(Session publisher)
{
    private int _holds = 1;
    private int _isKept;

    /// <summary>True when everything it covers is safe.</summary>
    public bool IsKept => Volatile.Read(ref _isKept) != 0;

    /// <summary>True when what it covers must not be seen before.</summary>
    public virtual bool Hides => false;

    protected Session Publisher { get; } = publisher;

    /// <summary>The answer has to wait for one more. Only somebody who holds it, or whom its maker knows of, may ask.</summary>
    public void Hold()
    {
        int holds = Interlocked.Increment(ref _holds);
        Invariant.That(holds > 1, "A pledge is held again after everybody had let go.");
    }

    /// <summary>One of those is safe.</summary>
    public void Release()
    {
        int holds = Interlocked.Decrement(ref _holds);
        Invariant.That(holds >= 0, "A pledge was let go more often than held.");
        if (holds == 0)
        {
            Released();
        }
    }

    /// <summary>Everybody has let go.</summary>
    protected virtual void Released() => Keep();

    protected void Keep()
    {
        Volatile.Write(ref _isKept, 1);
        Publisher.Post(new Mail(MailKind.PledgeKept));
    }
}
