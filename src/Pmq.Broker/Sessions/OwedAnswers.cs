namespace Pmq.Broker.Sessions;

/// <summary>
/// Answers to a client's messages that wait for a pledge, and those behind them: clients are answered in the order in
/// which they sent [MQTT-4.6.0-2] [MQTT-4.6.0-3].
/// </summary>
/// <remarks>Owner: session turn.</remarks>
internal sealed class OwedAnswers
{
    private readonly Queue<OwedAnswer> _owed = new();

    /// <summary>True when nothing waits.</summary>
    public bool IsEmpty => _owed.Count == 0;

    public void Add(in OwedAnswer answer) => _owed.Enqueue(answer);

    /// <summary>Takes the oldest if it may be given.</summary>
    public bool TryTake(out OwedAnswer answer)
    {
        if (_owed.TryPeek(out answer) && answer.MayBeGiven)
        {
            _owed.Dequeue();
            return true;
        }

        return false;
    }
}
