namespace Pmq.Comparison.Matrix;

/// <summary>
/// A figure of a case and what PMQ's must be beside mosquitto's of the same run. The ratio to reach is what the two
/// numbers of the reference table have between them; a goal without them is only looked at.
/// </summary>
/// <remarks>Owner: immutable.</remarks>
public sealed record Goal(string Figure, double? Target = null, double? Reference = null, bool MoreIsBetter = true)
{
    private const string Rate = "PerSecond";

    /// <summary>Its row of the matrix, where it is not that of its case.</summary>
    public int? Row { get; init; }

    /// <summary>PMQ's figure by mosquitto's, to be reached or, where less is better, not to be passed.</summary>
    public double? TargetRatio => Target / Reference;

    /// <summary>True for what is counted by the clock on the wall, so that a busy load tool can hold it back.</summary>
    public bool IsRate => Figure.EndsWith(Rate, StringComparison.Ordinal);

    /// <summary>The figure without the object that it is in.</summary>
    public string ShortName => Figure[(Figure.IndexOf('.', StringComparison.Ordinal) + 1)..];

    /// <summary>Deliveries for each CPU second of the broker.</summary>
    public static Goal PerCpuSecond(double target, double reference) =>
        new("deliveredPerBrokerCpuSecond", target, reference);

    /// <summary>Something of which less is better.</summary>
    public static Goal AtMost(string figure, double target, double reference) =>
        new(figure, target, reference, MoreIsBetter: false);

    /// <summary>What part of the way to the target ratio was gone; 1 and more is there.</summary>
    public double? Reached(double own, double other)
    {
        double ratio = own / other;
        return MoreIsBetter ? ratio / TargetRatio : TargetRatio / ratio;
    }
}
