using System.Globalization;
using Pmq.Comparison.Running;

namespace Pmq.Comparison.Matrix;

/// <summary>Prints lines as a table of Markdown, their notes, and how many are there.</summary>
public static class MatrixTable
{
    private const double SmallNumber = 10;

    /// <summary>The figures of one run of a case.</summary>
    public static string Summary(Case one, RunResult run) => run.Fault ?? string.Join(
        ", ", one.Goals.Select(goal => $"{goal.ShortName} {Text(run.Figures.GetValueOrDefault(goal.Figure))}"));

    public static void Write(IReadOnlyList<Line> lines, TextWriter output)
    {
        string names = string.Join(" | ", Contestants.All.Select(Contestants.NameOf));
        output.WriteLine($"| row | case | figure | {names} | ratio | target | reached | |");
        string numbers = string.Concat(Contestants.All.Select(_ => " ---: |"));
        output.WriteLine($"| ---: | --- | --- |{numbers} ---: | ---: | ---: | --- |");
        foreach (Line line in lines)
        {
            output.WriteLine(Text(line));
        }

        output.WriteLine();
        foreach (IGrouping<string, Line> ofCase in lines.GroupBy(line => line.Case.Name))
        {
            foreach (string note in ofCase.SelectMany(line => line.Notes).Distinct())
            {
                output.WriteLine($"{ofCase.Key}: {note}");
            }
        }

        output.WriteLine(Total(lines));
    }

    /// <summary>How many lines with a target are there, nearly there, and not.</summary>
    public static string Total(IReadOnlyList<Line> lines)
    {
        int Count(Verdict verdict) =>
            lines.Count(line => line.Verdict == verdict && line.Goal.TargetRatio is not null);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Count(Verdict.Reached)} reach 1.0, {Count(Verdict.Near)} lie between {Evaluation.Near:F1} and 1.0, "
            + $"{Count(Verdict.Below)} below, {Count(Verdict.DoesNotCount)} do not count");
    }

    private static string Text(Line line)
    {
        IEnumerable<string> medians = Contestants.All.Select(broker =>
            line.Medians.TryGetValue(broker, out double median) ? Text(median) : "-");
        string limit = line.Goal.MoreIsBetter ? "" : "at most ";
        string target = line.Goal.TargetRatio is { } ratio ? limit + Ratio(ratio) : "";
        int row = line.Goal.Row ?? line.Case.Row;
        return $"| {row} | {line.Case.Name} | {line.Goal.ShortName} | {string.Join(" | ", medians)} "
            + $"| {Ratio(line.Ratio)} | {target} | {Ratio(line.Reached)} | {Flag(line.Verdict)} |";
    }

    private static string Flag(Verdict verdict) => verdict switch
    {
        Verdict.Near => "below 1.0",
        Verdict.Below => "**below 0.8**",
        Verdict.DoesNotCount => "does not count",
        _ => "",
    };

    // Rounded down, so that 1.00 is reached.
    private static string Ratio(double? value) => value is { } number
        ? (Math.Floor(number * 100) / 100).ToString("F2", CultureInfo.InvariantCulture)
        : "";

    private static string Text(double value) =>
        value.ToString(Math.Abs(value) < SmallNumber ? "F3" : "N0", CultureInfo.InvariantCulture);
}
