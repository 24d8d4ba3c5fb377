using Pmq.Comparison.Matrix;

namespace Pmq.Comparison.Running;

/// <summary>
/// Whether a broker is warm: the last warm-up was hardly faster than the one before, or there were as many as may be.
/// On a busy machine a just-in-time compiler is done after some time, but not after a known one.
/// </summary>
/// <remarks>Owner: the trial.</remarks>
public sealed class Warmth(int runsMax)
{
    public const int RunsMaxDefault = 6;

    private const double StillFaster = 1.1;

    private static readonly string[] Figures = ["deliveredPerBrokerCpuSecond", "figures.connectsPerBrokerCpuSecond"];

    private double _last;
    private int _runs;

    public bool IsReached { get; private set; }

    public void Note(RunResult run)
    {
        _runs++;
        double figure = Figures.Select(name => run.Figures.GetValueOrDefault(name)).Max();
        IsReached = _runs >= runsMax || (_runs > 1 && figure <= _last * StillFaster);
        _last = figure;
    }
}
