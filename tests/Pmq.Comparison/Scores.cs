using System.Globalization;

namespace Pmq.Comparison;

/// <summary>All figures of all rounds.</summary>
public sealed class Scores
{
    private static readonly string[] MustBeZero = ["lost", "duplicated", "reordered", "refused", "disconnected"];

    private readonly Dictionary<(Case Case, Contestant Broker, string Measure), List<double>> _figures = [];
    private readonly List<string> _faults = [];

    /// <summary>True when every run gave figures and lost nothing.</summary>
    public bool IsSound => _faults.Count == 0;

    public static string Line(Case one, IReadOnlyDictionary<string, double> figures) => figures.Count == 0
        ? "failed"
        : string.Join(", ", one.Measures.Select(measure => $"{Short(measure)} {Text(Value(figures, measure))}"));

    public void Add(Case one, Contestant broker, IReadOnlyDictionary<string, double> figures)
    {
        foreach (Measure measure in one.Measures)
        {
            double value = Value(figures, measure);
            if (!double.IsNaN(value))
            {
                List(one, broker, measure).Add(value);
            }
        }

        string[] wrong = [.. MustBeZero.Where(name => figures.GetValueOrDefault(name) > 0)];
        if (figures.Count == 0 || wrong.Length > 0)
        {
            IEnumerable<string> what =
                figures.Count == 0 ? ["failed"] : wrong.Select(name => $"{figures[name]} {name}");
            _faults.Add($"{one.Name} {Contestants.NameOf(broker)}: {string.Join(", ", what)}");
        }
    }

    public void Print(IReadOnlyList<Case> cases, IReadOnlyList<Contestant> brokers)
    {
        string names = string.Join(" | ", brokers.Select(Contestants.NameOf));
        Console.WriteLine($"| case | figure | {names} | pmq is better by |");
        Console.WriteLine($"| --- | --- |{string.Concat(brokers.Select(_ => " ---: |"))} ---: |");
        foreach (Case one in cases)
        {
            foreach (Measure measure in one.Measures)
            {
                string medians = string.Join(" | ", brokers.Select(broker => Text(Median(one, broker, measure))));
                string ratio = Ratio(one, measure, brokers);
                Console.WriteLine($"| {one.Name} | {Short(measure)} | {medians} | {ratio} |");
            }
        }

        foreach (string fault in _faults)
        {
            Console.WriteLine($"not sound: {fault}");
        }
    }

    /// <summary>PMQ against the better of the others; above 1 PMQ is better, whichever way the figure goes.</summary>
    private string Ratio(Case one, Measure measure, IReadOnlyList<Contestant> brokers)
    {
        double[] others = [.. brokers
            .Where(broker => broker != Contestant.Pmq)
            .Select(broker => Median(one, broker, measure))
            .Where(median => !double.IsNaN(median))];
        double own = Median(one, Contestant.Pmq, measure);
        if (others.Length == 0 || double.IsNaN(own))
        {
            return "";
        }

        double ratio = measure.MoreIsBetter ? own / others.Max() : others.Min() / own;
        return ratio.ToString("F2", CultureInfo.InvariantCulture);
    }

    private double Median(Case one, Contestant broker, Measure measure)
    {
        List<double> sorted = [.. List(one, broker, measure).Order()];
        return sorted.Count == 0 ? double.NaN : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    private List<double> List(Case one, Contestant broker, Measure measure)
    {
        if (!_figures.TryGetValue((one, broker, measure.Name), out List<double>? list))
        {
            _figures[(one, broker, measure.Name)] = list = [];
        }

        return list;
    }

    private static double Value(IReadOnlyDictionary<string, double> figures, Measure measure) =>
        figures.TryGetValue(measure.Name, out double value) ? value : double.NaN;

    private static string Text(double value) =>
        double.IsNaN(value) ? "-" : value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Short(Measure measure) => measure.Name[(measure.Name.IndexOf('.') + 1)..];
}
