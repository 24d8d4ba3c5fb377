using Pmq.LoadGen.Clients;
using Pmq.LoadGen.CommandLine;
using Pmq.LoadGen.Ledgers;
using Pmq.LoadGen.Reports;

namespace Pmq.LoadGen.Traffic;

/// <summary><c>shared</c>: the members of one shared subscription get each message once among them.</summary>
internal static class SharedTraffic
{
    private const int ClientsDefault = 10;
    private const int WindowDefault = 100;

    public static Task<RunReport> RunAsync(LoadRun run)
    {
        LoadOptions options = run.Options;
        int publishers = options.Publishers ?? ClientsDefault;
        int members = options.Subscribers ?? ClientsDefault;
        var seen = new SeenMessages(publishers);
        return TrafficRun.RunAsync(run, new TrafficPlan
        {
            Window = options.Window ?? WindowDefault,
            Publishers = [.. Enumerable.Range(0, publishers).Select(publisher => Templates(run, publisher))],
            Subscribers =
            [
                .. Enumerable.Range(0, members).Select(_ =>
                    new SubscriberPlan([$"$share/load/load/{run.Name}/work/#"], new SharedLedger(publishers, seen))),
            ],
        });
    }

    private static PublishTemplate[] Templates(LoadRun run, int publisher) =>
        [new(run.Options.Version, $"load/{run.Name}/work/{publisher}", run.Options.QoS, run.Options.PayloadSize)];
}
