namespace Pmq.SameAsMosquitto;

/// <summary>The outcomes as text.</summary>
public static class Report
{
    private const int LineLengthMax = 160;

    /// <summary>The table, and what differs.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<Outcome> outcomes)
    {
        foreach (Outcome outcome in outcomes)
        {
            yield return Short($"{outcome.Verdict,-10} {outcome.Scenario.Name}");
            if (outcome.Scenario.Expected is { } expected)
            {
                yield return $"           [{expected.Clause}] {expected.Reason}";
            }

            if (!outcome.IsAsExpected)
            {
                foreach (string line in outcome.Difference)
                {
                    yield return Short($"           {line}");
                }
            }
        }

        int meant = outcomes.Count(outcome => outcome.IsAsExpected && outcome.Difference.Count > 0);
        int different = outcomes.Count(outcome => !outcome.IsAsExpected);
        int same = outcomes.Count - meant - different;
        yield return $"{same} the same, {meant} different on purpose, {different} different";
    }

    private static string Short(string line) =>
        line.Length <= LineLengthMax ? line : line[..LineLengthMax] + "...";
}
