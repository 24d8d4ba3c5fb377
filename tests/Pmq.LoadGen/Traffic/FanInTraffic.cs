using Pmq.LoadGen.Clients;
using Pmq.LoadGen.CommandLine;
using Pmq.LoadGen.Ledgers;
using Pmq.LoadGen.Reports;

namespace Pmq.LoadGen.Traffic;

/// <summary><c>fanin</c>: many publishers with a topic each, and subscribers with a wildcard over them.</summary>
internal static class FanInTraffic
{
    private const int PublishersDefault = 100;
    private const int WindowDefault = 20;

    public static Task<RunReport> RunAsync(LoadRun run)
    {
        LoadOptions options = run.Options;
        int publishers = options.Publishers ?? PublishersDefault;
        int subscribers = options.Subscribers ?? 1;
        return TrafficRun.RunAsync(run, new TrafficPlan
        {
            Window = options.Window ?? WindowDefault,
            Publishers =
                [.. Enumerable.Range(0, publishers).Select(publisher => Templates(run, publisher, subscribers))],
            Subscribers =
            [
                .. Enumerable.Range(0, subscribers).Select(_ =>
                    new SubscriberPlan([$"load/{run.Name}/in/#"], new SequenceLedger(publishers))),
            ],
        });
    }

    private static PublishTemplate[] Templates(LoadRun run, int publisher, int subscribers) =>
    [
        new(run.Options.Version, $"load/{run.Name}/in/{publisher}", run.Options.QoS, run.Options.PayloadSize)
        {
            Deliveries = subscribers,
        },
    ];
}
