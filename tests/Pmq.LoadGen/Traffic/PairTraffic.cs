using Pmq.LoadGen.Clients;
using Pmq.LoadGen.CommandLine;
using Pmq.LoadGen.Ledgers;
using Pmq.LoadGen.Reports;

namespace Pmq.LoadGen.Traffic;

/// <summary><c>p2p</c>: each publisher has a topic and a subscriber of its own.</summary>
internal static class PairTraffic
{
    public const int PairsDefault = 10;
    private const int WindowDefault = 100;

    public static Task<RunReport> RunAsync(LoadRun run) => TrafficRun.RunAsync(run, Plan(run));

    /// <summary>The plan, which other scenarios with pairs build on.</summary>
    public static TrafficPlan Plan(LoadRun run)
    {
        LoadOptions options = run.Options;
        int pairs = options.Publishers ?? PairsDefault;
        return new TrafficPlan
        {
            Window = options.Window ?? WindowDefault,
            Publishers = [.. Enumerable.Range(0, pairs).Select(pair => Templates(run, pair))],
            Subscribers =
            [
                .. Enumerable.Range(0, pairs).Select(pair =>
                    new SubscriberPlan([Topic(run, pair)], new SequenceLedger(pairs))),
            ],
        };
    }

    private static PublishTemplate[] Templates(LoadRun run, int pair) =>
        [new(run.Options.Version, Topic(run, pair), run.Options.QoS, run.Options.PayloadSize)];

    private static string Topic(LoadRun run, int pair) => $"load/{run.Name}/pair/{pair}";
}
