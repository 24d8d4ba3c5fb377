namespace Pmq.Comparison.Matrix;

/// <summary>What one run reported: its numbers by their path; none when it failed.</summary>
/// <remarks>Owner: immutable.</remarks>
public sealed record RunResult(IReadOnlyDictionary<string, double> Figures)
{
    private static readonly string[] MustBeZero = ["lost", "duplicated", "reordered", "refused", "disconnected"];

    public static RunResult Failed { get; } = new(new Dictionary<string, double>());

    /// <summary>What makes its figures worthless, or null.</summary>
    public string? Fault
    {
        get
        {
            IEnumerable<string> wrong = MustBeZero.Where(name => Figures.GetValueOrDefault(name) > 0)
                .Select(name => FormattableString.Invariant($"{Figures[name]} {name}"));
            return Figures.Count == 0 ? "failed" : wrong.Any() ? string.Join(", ", wrong) : null;
        }
    }

    public bool IsSound => Fault is null;
}
