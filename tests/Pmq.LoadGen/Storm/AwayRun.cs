using Pmq.LoadGen.Clients;
using Pmq.LoadGen.CommandLine;
using Pmq.LoadGen.Measuring;
using Pmq.LoadGen.Reports;
using Pmq.Protocol;

namespace Pmq.LoadGen.Storm;

/// <summary>
/// <c>away</c>: clients with a persistent session and a subscription connect and go, so that their sessions stay.
/// </summary>
internal static class AwayRun
{
    private const int AtOnce = 2000;
    private const int UnderWayDefault = 50;
    private const uint SessionExpirySeconds = 3600;

    // What a broker needs to give back what only the connections needed.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    public static async Task<RunReport> RunAsync(LoadRun run)
    {
        LoadOptions options = run.Options;
        long residentBefore = run.Broker.ResidentKilobytes();
        Phase leaving = Phase.Start(run.Broker);
        foreach (int[] numbers in Enumerable.Range(0, options.Connections).Chunk(AtOnce))
        {
            Client[] clients = [.. numbers.Select(number => Make(run, number))];
            await Opening.OpenAllAsync(run.Loop, clients, options.Window ?? UnderWayDefault, run.Limit);
            await Closing.AllAsync(run.Loop, clients);
        }

        leaving.End();
        await Task.Delay(Settling, run.Limit);
        long residentAfter = run.Broker.ResidentKilobytes();
        return RunReport.Of(run) with
        {
            Seconds = leaving.Seconds,
            BrokerCpuSeconds = leaving.BrokerCpuSeconds,
            LoadCpuSeconds = leaving.OwnCpuSeconds,
            Figures = new Dictionary<string, double>
            {
                ["sessions"] = options.Connections,
                ["residentBytesPerSession"] = (residentAfter - residentBefore) * 1024.0 / options.Connections,
            },
        };
    }

    private static Client Make(LoadRun run, int number)
    {
        ClientSettings settings = run.Client('a', number) with
        {
            CleanStart = false, SessionExpiry = SessionExpirySeconds,
        };
        return new Client(run.Loop, settings)
        {
            Filters = [$"away/{run.Name}/{number}"],
            SubscriptionQoS = QoS.AtLeastOnce,
        };
    }
}
