using Pmq.LoadGen.CommandLine;
using Pmq.LoadGen.Measuring;
using Pmq.LoadGen.Reports;
using Pmq.LoadGen.Traffic;
using Pmq.Protocol;

namespace Pmq.LoadGen.Offline;

/// <summary>
/// <c>offline</c>: subscribers with a persistent session go away, messages are queued for them, they come back and
/// take them, and the sessions are deleted. What a queue may hold is bounded, so a fast broker is done with it in no
/// time: this is repeated until both phases lasted long enough.
/// </summary>
internal static class OfflineRun
{
    private const int WindowDefault = 100;
    private const int MessagesDefault = 10_000;

    public static async Task<RunReport> RunAsync(LoadRun run)
    {
        LoadOptions options = run.Options;
        if (options.QoS == QoS.AtMostOnce)
        {
            throw new LoadException("messages are queued at --qos 1 or 2 only");
        }

        var size = new OfflineSize(
            options.Publishers ?? PairTraffic.PairsDefault,
            options.Messages ?? MessagesDefault,
            options.Window ?? WindowDefault);
        var queueing = new PhaseSum();
        var draining = new PhaseSum();
        RunReport report = RunReport.Of(run) with
        {
            Window = size.Window, Publishers = size.Pairs, Subscribers = size.Pairs,
        };
        int cycles = 0;
        do
        {
            var cycle = new OfflineCycle(run, size);
            (Phase filled, Phase emptied) = await cycle.RunAsync();
            queueing.Add(filled);
            draining.Add(emptied);
            report = With(report, cycle);
            cycles++;
        }
        while (report.Lost == 0 && Math.Min(queueing.Seconds, draining.Seconds) < options.Seconds);

        return With(report, queueing, draining, cycles) with
        {
            BrokerPeakKilobytes = run.Broker.ResidentPeakKilobytes(),
        };
    }

    private static RunReport With(RunReport report, OfflineCycle cycle) => report with
    {
        Sent = report.Sent + cycle.Sent,
        Expected = report.Expected + cycle.Sent,
        Delivered = report.Delivered + cycle.Delivered,
        Duplicated = report.Duplicated + cycle.Duplicated,
        Reordered = report.Reordered + cycle.Reordered,
        Refused = report.Refused + cycle.Refused,
    };

    private static RunReport With(RunReport report, PhaseSum queueing, PhaseSum draining, int cycles) => report with
    {
        Seconds = queueing.Seconds + draining.Seconds,
        BrokerCpuSeconds = queueing.BrokerCpuSeconds + draining.BrokerCpuSeconds,
        LoadCpuSeconds = queueing.OwnCpuSeconds + draining.OwnCpuSeconds,
        Figures = new Dictionary<string, double>
        {
            ["cycles"] = cycles,
            ["queuedPerSecond"] = Quotient.Of(report.Sent, queueing.Seconds),
            ["drainedPerSecond"] = Quotient.Of(report.Delivered, draining.Seconds),
            ["queuedPerBrokerCpuSecond"] = Quotient.Of(report.Sent, queueing.BrokerCpuSeconds),
            ["drainedPerBrokerCpuSecond"] = Quotient.Of(report.Delivered, draining.BrokerCpuSeconds),
        },
    };
}
