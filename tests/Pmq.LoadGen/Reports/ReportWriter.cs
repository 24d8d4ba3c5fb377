using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pmq.LoadGen.Reports;

/// <summary>Prints a report, for people or as one line of JSON.</summary>
internal static class ReportWriter
{
    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static void Write(RunReport report, bool asJson, TextWriter output)
    {
        if (asJson)
        {
            output.WriteLine(JsonSerializer.Serialize(report, Format));
            return;
        }

        foreach (FormattableString line in Lines(report))
        {
            output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static IEnumerable<FormattableString> Lines(RunReport report)
    {
        yield return $"{report.Scenario}, MQTT {report.Mqtt}, QoS {report.QoS}, {report.PayloadSize} bytes";
        yield return $"  clients     {report.Publishers} publishers, {report.Subscribers} subscribers";
        yield return $"  window      {report.Window}";
        if (report.Expected > 0)
        {
            yield return $"  sent        {report.Sent:N0} in {report.Seconds:F2} s ({report.SentPerSecond:N0}/s)";
            yield return $"  expected    {report.Expected:N0}";
            yield return $"  delivered   {report.Delivered:N0} ({report.DeliveredPerSecond:N0}/s)";
            yield return $"  lost        {report.Lost:N0}, duplicated {report.Duplicated:N0}";
            yield return $"  reordered   {report.Reordered:N0}, refused {report.Refused:N0}";
        }

        yield return $"  stalls      {report.Stalls}, disconnected {report.Disconnected}";
        if (report.BrokerCpuSeconds is { } cpu)
        {
            yield return $"  broker CPU  {cpu:F2} s ({report.DeliveredPerBrokerCpuSecond ?? 0:N0} deliveries a second)";
            yield return $"  broker      {report.BrokerCores ?? 0:F2} cores";
            yield return $"  broker peak {report.BrokerPeakKilobytes ?? 0:N0} KB";
        }

        yield return $"  own CPU     {report.LoadCpuSeconds:F2} s ({report.LoadCores:F2} cores)";
        if (report.Latency is { } latency)
        {
            yield return $"  latency us  p50 {latency.P50:N0}, p90 {latency.P90:N0}, p99 {latency.P99:N0}";
            yield return $"              p99.9 {latency.P999:N0}, max {latency.Maximum:N0}";
        }

        foreach ((string name, double value) in report.Figures)
        {
            yield return $"  {name}: {value:N1}";
        }
    }
}
