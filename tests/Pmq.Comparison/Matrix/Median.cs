namespace Pmq.Comparison.Matrix;

public static class Median
{
    /// <summary>The middle value, or the mean of the two in the middle; null of none.</summary>
    public static double? Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? null : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
