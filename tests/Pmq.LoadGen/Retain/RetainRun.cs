using Pmq.LoadGen.CommandLine;
using Pmq.LoadGen.Measuring;
using Pmq.LoadGen.Reports;

namespace Pmq.LoadGen.Retain;

/// <summary>
/// <c>retain</c>: sets a retained message on many topics, lets subscribers with a wildcard fetch them all, clears them;
/// again and again until each of these lasted long enough. They are set and cleared at QoS 1, so that it is known when
/// that is done; they are fetched at the QoS asked for.
/// </summary>
internal static class RetainRun
{
    private const int SettersDefault = 4;
    private const int SubscribersDefault = 10;
    private const int WindowDefault = 100;

    public static async Task<RunReport> RunAsync(LoadRun run)
    {
        LoadOptions options = run.Options;
        var size = new RetainSize(
            options.Topics,
            options.Publishers ?? SettersDefault,
            options.Subscribers ?? SubscribersDefault,
            options.Window ?? WindowDefault);
        RunReport report = RunReport.Of(run) with
        {
            Window = size.Window, Publishers = size.Setters, Subscribers = size.Subscribers,
        };
        PhaseSum setting = new(), fetching = new(), clearing = new();
        do
        {
            var cycle = new RetainCycle(run, size);
            setting.Add(await cycle.SetAsync());
            fetching.Add(await cycle.FetchAsync());
            clearing.Add(await cycle.ClearAsync());
            report = report with
            {
                Sent = report.Sent + size.Topics,
                Expected = report.Expected + cycle.Expected,
                Delivered = report.Delivered + cycle.Delivered,
                Duplicated = report.Duplicated + cycle.Duplicated,
            };
        }
        while (report.Lost == 0 && Math.Min(setting.Seconds, fetching.Seconds) < options.Seconds);

        return report with
        {
            Seconds = fetching.Seconds,
            BrokerPeakKilobytes = run.Broker.ResidentPeakKilobytes(),
            BrokerCpuSeconds = fetching.BrokerCpuSeconds,
            LoadCpuSeconds = fetching.OwnCpuSeconds,
            Figures = Figures(report.Sent, setting, clearing),
        };
    }

    private static Dictionary<string, double> Figures(long topics, PhaseSum setting, PhaseSum clearing) => new()
    {
        ["setPerSecond"] = Quotient.Of(topics, setting.Seconds),
        ["setPerBrokerCpuSecond"] = Quotient.Of(topics, setting.BrokerCpuSeconds),
        ["clearedPerSecond"] = Quotient.Of(topics, clearing.Seconds),
        ["clearedPerBrokerCpuSecond"] = Quotient.Of(topics, clearing.BrokerCpuSeconds),
    };
}
