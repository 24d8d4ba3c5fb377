using Pmq.Broker.Turns;

namespace Pmq.Broker.Tests.Turns;

/// <summary>An actor that notices two turns at once, and mails out of order.</summary>
internal sealed class CountingActor(ITurnScheduler scheduler, int mailsMax, int producers = 1)
    : Actor<(int Producer, int Number)>(scheduler)
{
    private readonly int[] _next = new int[producers];
    private int _turnsAtOnce;

    public int Taken { get; private set; }

    public bool HadTwoTurnsAtOnce { get; private set; }

    public bool HadMailsOutOfOrder { get; private set; }

    /// <summary>Set when so many mails were taken.</summary>
    public CountdownEvent? Awaited { get; init; }

    /// <summary>Done when a turn has found no more mail and is about to end.</summary>
    public Action<CountingActor>? AtEndOfTurn { get; init; }

    public bool TrimsAtEndOfTurn { get; init; }

    protected override bool RunTurn()
    {
        HadTwoTurnsAtOnce |= Interlocked.Increment(ref _turnsAtOnce) != 1;
        bool hasMore = TakeMails(out int taken);
        if (!hasMore)
        {
            AtEndOfTurn?.Invoke(this);
            if (TrimsAtEndOfTurn)
            {
                TrimMailbox();
            }
        }

        HadTwoTurnsAtOnce |= Interlocked.Decrement(ref _turnsAtOnce) != 0;
        if (taken > 0)
        {
            Awaited?.Signal(taken);
        }

        return hasMore;
    }

    private bool TakeMails(out int taken)
    {
        for (taken = 0; taken < mailsMax; taken++)
        {
            if (!TryTake(out (int Producer, int Number) mail))
            {
                return false;
            }

            Taken++;
            HadMailsOutOfOrder |= _next[mail.Producer]++ != mail.Number;
        }

        return true;
    }
}
