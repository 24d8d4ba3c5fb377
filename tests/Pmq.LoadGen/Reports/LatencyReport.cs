using Pmq.LoadGen.Measuring;

namespace Pmq.LoadGen.Reports;

/// <summary>Percentiles in microseconds, from writing a message to reading it.</summary>
internal sealed record LatencyReport(double P50, double P90, double P99, double P999, double Maximum)
{
    public static LatencyReport Of(LatencyHistogram latencies) => new(
        latencies.PercentileMicroseconds(50),
        latencies.PercentileMicroseconds(90),
        latencies.PercentileMicroseconds(99),
        latencies.PercentileMicroseconds(99.9),
        latencies.MaximumMicroseconds);
}
