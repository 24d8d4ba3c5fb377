using Pmq.LoadGen.Measuring;
using Pmq.LoadGen.Reports;
using Pmq.LoadGen.Traffic;

namespace Pmq.LoadGen.Latency;

/// <summary><c>latency</c>: pairs at a steady pace, and how long each message takes.</summary>
internal static class LatencyRun
{
    public static Task<RunReport> RunAsync(LoadRun run)
    {
        TrafficPlan plan = PairTraffic.Plan(run) with
        {
            Rate = run.Options.Rate,
            Figures = new Dictionary<string, double> { ["rate"] = run.Options.Rate },
        };
        return TrafficRun.RunAsync(run, plan, new LatencyHistogram());
    }
}
