using System.Collections.Concurrent;
using Pmq.Broker.Turns;

namespace Pmq.Transport.Epoll;

/// <summary>
/// The turns that a loop has scheduled. It runs them itself, on the thread that read the messages; other loops with
/// nothing to do help when there are more than a handful, which is more than it costs them to come.
/// </summary>
/// <remarks>Owner: thread-safe.</remarks>
internal sealed class TurnQueue
{
    /// <summary>So many the loop does by itself sooner than another would be here.</summary>
    public const int Handful = 16;

    private readonly ConcurrentQueue<Turn> _turns = new();

    public bool IsEmpty => _turns.IsEmpty;

    /// <summary>True when another loop's help would pay.</summary>
    public bool NeedsHelp => _turns.Count > Handful;

    public void Put(Turn turn) => _turns.Enqueue(turn);

    public bool TryTake(out Turn? turn) => _turns.TryDequeue(out turn);
}
