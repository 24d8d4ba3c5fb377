namespace Pmq.Comparison.Matrix;

public enum Verdict
{
    /// <summary>It has no target.</summary>
    Watched,

    /// <summary>There is nothing to hold against each other, or a run of PMQ was not sound.</summary>
    DoesNotCount,

    Below,
    Near,
    Reached,
}
