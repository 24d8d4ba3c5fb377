using Pmq.LoadGen.Clients;
using Pmq.LoadGen.CommandLine;
using Pmq.LoadGen.Ledgers;
using Pmq.LoadGen.Reports;

namespace Pmq.LoadGen.Traffic;

/// <summary><c>fanout</c>: every message goes to every subscriber.</summary>
internal static class FanOutTraffic
{
    private const int SubscribersDefault = 100;
    private const int WindowDefault = 20;

    public static Task<RunReport> RunAsync(LoadRun run)
    {
        LoadOptions options = run.Options;
        int publishers = options.Publishers ?? 1;
        int subscribers = options.Subscribers ?? SubscribersDefault;
        string topic = $"load/{run.Name}/all";
        var template = new PublishTemplate(options.Version, topic, options.QoS, options.PayloadSize)
        {
            Deliveries = subscribers,
        };
        return TrafficRun.RunAsync(run, new TrafficPlan
        {
            Window = options.Window ?? WindowDefault,
            Publishers = [.. Enumerable.Repeat<PublishTemplate[]>([template], publishers)],
            Subscribers =
            [
                .. Enumerable.Range(0, subscribers).Select(_ =>
                    new SubscriberPlan([topic], new SequenceLedger(publishers))),
            ],
            SlowSubscribers = [.. Enumerable.Repeat<string[]>([topic], options.SlowSubscribers)],
        });
    }
}
