namespace Pmq.Broker.Turns;

/// <summary>
/// Something that owns state and works on it in turns: a mailbox, a flag that says a turn is due, and a turn that takes
/// a bounded number of mails. Whoever posts the first mail into an idle actor schedules its turn.
/// </summary>
/// <remarks>Owner: its own turn; posting is thread-safe.</remarks>
public abstract class Actor<TMail>(ITurnScheduler scheduler) : Turn
    where TMail : struct
{
    private Mailbox<TMail> _mailbox;
    private int _turnIsDue;

    /// <summary>Posts a mail and sees to it that a turn comes.</summary>
    public void Post(in TMail mail)
    {
        if (PostQuietly(mail))
        {
            Wake();
        }
    }

    /// <inheritdoc/>
    public sealed override void Execute()
    {
        if (RunGuarded())
        {
            scheduler.Schedule(this);
            return;
        }

        Interlocked.Exchange(ref _turnIsDue, 0);
        if (!_mailbox.IsEmpty && ClaimTurn())
        {
            scheduler.Schedule(this);
        }
    }

    /// <summary>
    /// Posts a mail that has time until another one brings a turn: whoever calls this knows that one will come, or calls
    /// <see cref="SeeToTurn"/>.
    /// </summary>
    internal void PostForLater(in TMail mail) => _mailbox.Post(mail);

    /// <summary>
    /// Sees to it that a turn comes for what was posted for later, unless one is sure to. What makes it sure is taken back
    /// only in a turn of the actor itself, which finds the mail at its end at the latest.
    /// </summary>
    private protected void SeeToTurn(in bool isSure)
    {
        // The mail is there before the look: else that turn could end between the two, and nobody would come.
        Interlocked.MemoryBarrier();
        if (!Volatile.Read(in isSure) && ClaimTurn())
        {
            Wake();
        }
    }

    /// <summary>Posts a mail; true when the caller now owes the actor a <see cref="Wake"/>.</summary>
    internal bool PostQuietly(in TMail mail)
    {
        _mailbox.Post(mail);
        return ClaimTurn();
    }

    /// <summary>Schedules the turn that <see cref="PostQuietly"/> left to the caller.</summary>
    internal void Wake() => scheduler.Schedule(this);

    /// <summary>
    /// A turn has thrown, which is a bug of ours. True when the actor can end by itself and nobody else is harmed; the
    /// parts that everybody needs say false, and the process ends rather than go on wrongly.
    /// </summary>
    protected virtual bool EndsAlone(Exception fault) => false;

    /// <summary>Takes mails and works on them; true when it stopped at its bound and more is there.</summary>
    protected abstract bool RunTurn();

    /// <summary>The next mail.</summary>
    protected bool TryTake(out TMail mail) => _mailbox.TryTake(out mail);

    /// <summary>Gives back what an idle mailbox holds.</summary>
    protected void TrimMailbox() => _mailbox.Trim();

    private bool RunGuarded()
    {
        try
        {
            return RunTurn();
        }
        catch (Exception fault) when (EndsAlone(fault))
        {
            return true;
        }
    }

    /// <summary>
    /// The barrier keeps the mail before the look at the flag; without it the turn could end unseen while the mail is
    /// still on its way, and nobody would come for it.
    /// </summary>
    private bool ClaimTurn()
    {
        Interlocked.MemoryBarrier();
        return Volatile.Read(ref _turnIsDue) == 0 && Interlocked.Exchange(ref _turnIsDue, 1) == 0;
    }
}
