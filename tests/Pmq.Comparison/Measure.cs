namespace Pmq.Comparison;

/// <summary>A figure to compare, and which way it is better.</summary>
public sealed record Measure(string Name, bool MoreIsBetter = true);
