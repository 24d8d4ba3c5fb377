namespace Pmq.SameAsMosquitto;

/// <summary>How a scenario went.</summary>
/// <param name="Scenario">Which.</param>
/// <param name="Difference">The lines that differ: <c>-</c> for mosquitto's, <c>+</c> for PMQ's.</param>
public sealed record Outcome(Scenario Scenario, IReadOnlyList<string> Difference)
{
    /// <summary>True when both did the same, or PMQ differed exactly as expected.</summary>
    public bool IsAsExpected => Difference.SequenceEqual(Scenario.Expected?.Lines ?? []);

    /// <summary>One word for the table.</summary>
    public string Verdict => (IsAsExpected, Difference.Count) switch
    {
        (true, 0) => "same",
        (true, _) => "meant",
        (false, 0) => "same, but a difference is listed",
        _ => "DIFFERENT",
    };
}
