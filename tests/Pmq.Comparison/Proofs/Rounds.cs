using Pmq.Comparison.Matrix;

namespace Pmq.Comparison.Proofs;

/// <summary>
/// Runs two things in turns, the other way round every second time, so that neither has the quieter machine.
/// </summary>
/// <remarks>Owner: the proof that runs.</remarks>
public sealed class Rounds
{
    private Rounds(IReadOnlyList<RunResult> first, IReadOnlyList<RunResult> second)
    {
        First = first;
        Second = second;
    }

    public IReadOnlyList<RunResult> First { get; }

    public IReadOnlyList<RunResult> Second { get; }

    /// <summary>The first run of either that lost something, or null.</summary>
    public string? Fault => First.Concat(Second).Select(run => run.Fault).FirstOrDefault(fault => fault is not null);

    public static Rounds Run(int rounds, Func<RunResult> first, Func<RunResult> second)
    {
        List<RunResult> ofFirst = [], ofSecond = [];
        for (int round = 0; round < rounds; round++)
        {
            if (round % 2 == 0)
            {
                ofFirst.Add(first());
                ofSecond.Add(second());
            }
            else
            {
                ofSecond.Add(second());
                ofFirst.Add(first());
            }
        }

        return new Rounds(ofFirst, ofSecond);
    }

    /// <summary>The median of a figure; null when no run had it.</summary>
    public static double? MedianOf(IReadOnlyList<RunResult> runs, string figure) =>
        Median.Of(runs.Where(run => run.Figures.ContainsKey(figure)).Select(run => run.Figures[figure]));
}
