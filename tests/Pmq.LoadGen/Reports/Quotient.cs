namespace Pmq.LoadGen.Reports;

/// <summary>Division for reports: what took no time that could be measured has no rate.</summary>
internal static class Quotient
{
    public static double Of(double count, double? divisor) => divisor is > 0 ? count / divisor.Value : 0;
}
