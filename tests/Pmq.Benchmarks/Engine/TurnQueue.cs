using Pmq.Broker.Turns;

namespace Pmq.Benchmarks.Engine;

/// <summary>Runs turns on the calling thread when told to; no time passes, so what is due later never is.</summary>
/// <remarks>Owner: the benchmark's thread.</remarks>
internal sealed class TurnQueue : ITurnScheduler
{
    private readonly Queue<Turn> _ready = new();

    public void Schedule(Turn turn) => _ready.Enqueue(turn);

    public void ScheduleAfter(TimeSpan delay, Turn turn)
    {
    }

    public void RunAll()
    {
        while (_ready.TryDequeue(out Turn? turn))
        {
            turn.Execute();
        }
    }
}
