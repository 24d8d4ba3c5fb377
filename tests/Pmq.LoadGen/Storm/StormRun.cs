using Pmq.LoadGen.Clients;
using Pmq.LoadGen.CommandLine;
using Pmq.LoadGen.Measuring;
using Pmq.LoadGen.Reports;

namespace Pmq.LoadGen.Storm;

/// <summary><c>storm</c>: clients subscribe to very many filters: how long it takes, and what each costs.</summary>
internal static class StormRun
{
    private const int UnderWayDefault = 8;

    // What a broker needs to give back what only the subscribing needed.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    public static async Task<RunReport> RunAsync(LoadRun run)
    {
        LoadOptions options = run.Options;
        Client[] clients = [.. Enumerable.Range(0, options.Connections).Select(number => Make(run, number))];
        long residentBefore = run.Broker.ResidentKilobytes();
        Phase subscribing = Phase.Start(run.Broker);
        await Opening.OpenAllAsync(run.Loop, clients, options.Window ?? UnderWayDefault, run.Limit);
        subscribing.End();
        await Task.Delay(Settling, run.Limit);
        long residentAfter = run.Broker.ResidentKilobytes();
        if (!options.Hold)
        {
            await Closing.AllAsync(run.Loop, clients);
        }

        return RunReport.Of(run) with
        {
            Subscribers = clients.Length,
            Seconds = subscribing.Seconds,
            BrokerCpuSeconds = subscribing.BrokerCpuSeconds,
            LoadCpuSeconds = subscribing.OwnCpuSeconds,
            Figures = new Dictionary<string, double>
            {
                ["filters"] = options.Filters,
                ["filtersPerSecond"] = Quotient.Of(options.Filters, subscribing.Seconds),
                ["filtersPerBrokerCpuSecond"] = Quotient.Of(options.Filters, subscribing.BrokerCpuSeconds),
                ["residentBytesPerFilter"] = (residentAfter - residentBefore) * 1024.0 / options.Filters,
            },
        };
    }

    /// <summary>A client with a run of neighbouring filters.</summary>
    private static Client Make(LoadRun run, int number)
    {
        LoadOptions options = run.Options;
        long first = (long)options.Filters * number / options.Connections;
        long end = (long)options.Filters * (number + 1) / options.Connections;
        string root = $"storm/{run.Name}";
        return new Client(run.Loop, run.Client('c', number))
        {
            Filters =
            [
                .. Enumerable.Range((int)first, (int)(end - first))
                    .Select(filter => StormFilters.Make(root, options.Form, filter)),
            ],
            SubscriptionQoS = options.QoS,
        };
    }
}
