using Pmq.Comparison.Running;

namespace Pmq.Comparison.Matrix;

/// <summary>
/// Holds PMQ's runs of a case against mosquitto's. A run that lost, duplicated or reordered a message does not count:
/// of PMQ it takes the row with it, of mosquitto it takes the setting, and the other setting stands for both.
/// </summary>
public static class Evaluation
{
    /// <summary>From here on a goal is nearly reached.</summary>
    public const double Near = 0.8;

    private const double BusyCores = 0.9;

    public static IReadOnlyList<Line> Of(IEnumerable<Case> cases, Results results) =>
        [.. cases.SelectMany(one => one.Goals.Select(goal => Of(one, goal, results)))];

    private static Line Of(Case one, Goal goal, Results results)
    {
        Dictionary<Contestant, IReadOnlyList<RunResult>> runs =
            Contestants.All.ToDictionary(broker => broker, broker => results.Of(one, broker));
        List<string> notes = [.. runs.SelectMany(pair => Faults(pair.Key, pair.Value))];
        Dictionary<Contestant, double> medians = Medians(goal, runs);
        Contestant[] rivals = [.. Rivals(runs).Where(medians.ContainsKey)];
        bool counts = runs[Contestant.Pmq].All(run => run.IsSound)
            && medians.ContainsKey(Contestant.Pmq) && rivals.Length > 0;
        if (!counts)
        {
            return new Line(one, goal) { Medians = medians, Verdict = Verdict.DoesNotCount, Notes = notes };
        }

        double own = medians[Contestant.Pmq];
        double other = goal.MoreIsBetter
            ? rivals.Max(broker => medians[broker])
            : rivals.Min(broker => medians[broker]);
        double? reached = goal.Reached(own, other);
        notes.AddRange(BusyTool(goal, runs[Contestant.Pmq]));
        return new Line(one, goal)
        {
            Medians = medians,
            Ratio = own / other,
            Reached = reached,
            Verdict = VerdictOn(reached),
            Notes = notes,
        };
    }

    private static Verdict VerdictOn(double? reached) => reached switch
    {
        null => Verdict.Watched,
        >= 1 => Verdict.Reached,
        >= Near => Verdict.Near,
        _ => Verdict.Below,
    };

    private static Dictionary<Contestant, double> Medians(
        Goal goal, Dictionary<Contestant, IReadOnlyList<RunResult>> runs)
    {
        var medians = new Dictionary<Contestant, double>();
        foreach ((Contestant broker, IReadOnlyList<RunResult> ofBroker) in runs)
        {
            IEnumerable<double> values = ofBroker
                .Where(run => run.IsSound && run.Figures.ContainsKey(goal.Figure))
                .Select(run => run.Figures[goal.Figure]);
            if (Median.Of(values) is { } median)
            {
                medians[broker] = median;
            }
        }

        return medians;
    }

    /// <summary>Mosquitto's settings that were always sound; with none, those that were once.</summary>
    private static Contestant[] Rivals(Dictionary<Contestant, IReadOnlyList<RunResult>> runs)
    {
        Contestant[] all = [.. runs.Keys.Where(broker => broker != Contestant.Pmq && runs[broker].Count > 0)];
        Contestant[] always = [.. all.Where(broker => runs[broker].All(run => run.IsSound))];
        return always.Length > 0 ? always : [.. all.Where(broker => runs[broker].Any(run => run.IsSound))];
    }

    private static IEnumerable<string> Faults(Contestant broker, IReadOnlyList<RunResult> runs) =>
        runs.Where(run => !run.IsSound).Select(run => $"{Contestants.NameOf(broker)}: {run.Fault}").Distinct();

    private static IEnumerable<string> BusyTool(Goal goal, IReadOnlyList<RunResult> runs)
    {
        double? cores = Median.Of(runs.Select(run => run.Figures.GetValueOrDefault("loadCores")));
        return goal.IsRate && cores >= BusyCores
            ? [FormattableString.Invariant($"the load tool was busy itself ({cores:F2} cores), PMQ may be faster")]
            : [];
    }
}
