using Pmq.Comparison.Matrix;
using Pmq.Comparison.Running;

namespace Pmq.Comparison.Proofs;

/// <summary>
/// A pair at full speed beside a pair at a thousand messages a second, each with a load tool of its own: how long the
/// paced one's messages take.
/// </summary>
public sealed class NoisyProof : IProof
{
    private const double P99MicrosecondsMax = 2000;
    private const string P50 = "latency.p50";
    private const string P99 = "latency.p99";
    private const string Loud = "p2p --pairs 1 --window 1000";
    private const string Paced = "latency --pairs 1 --rate 1000";

    // The first second does not count as a latency, and the loud one is there before and after.
    private const double PacedSecondsMin = 3;
    private const double LoudSecondsMore = 2;

    public string Name => "noisy";

    public IEnumerable<Finding> Run(Contestant broker, Settings settings, WorkFolder work)
    {
        double seconds = Math.Max(settings.Seconds, PacedSecondsMin);
        string paced = FormattableString.Invariant($"{Paced} --seconds {seconds}");
        string loud = FormattableString.Invariant($"{Loud} --seconds {seconds + LoudSecondsMore}");
        using RunningBroker running = RunningBroker.Start(broker, settings, work);
        LoadTool.WarmUp(work, running, $"{Loud} --seconds 1");
        LoadTool.WarmUp(work, running, $"{Paced} --seconds 1");
        List<RunResult> loudRuns = [];
        Rounds rounds = Rounds.Run(
            settings.Rounds,
            () => LoadTool.Run(work, running, paced),
            () =>
            {
                Task<RunResult> noise = Task.Run(() => LoadTool.Run(work, running, loud));
                RunResult run = LoadTool.Run(work, running, paced);
                loudRuns.Add(noise.Result);
                return run;
            });
        yield return new Finding(Name, "p99 of the paced pair in microseconds", Rounds.MedianOf(rounds.Second, P99))
        {
            AtMost = P99MicrosecondsMax,
            Behind = new Dictionary<string, double?>
            {
                ["p50"] = Rounds.MedianOf(rounds.Second, P50),
                ["p50Alone"] = Rounds.MedianOf(rounds.First, P50),
                ["p99Alone"] = Rounds.MedianOf(rounds.First, P99),
                ["perSecondOfTheLoudOne"] = Rounds.MedianOf(loudRuns, "deliveredPerSecond"),
            },
            Fault = rounds.Fault ?? loudRuns.Select(run => run.Fault).FirstOrDefault(fault => fault is not null),
        };
    }
}
