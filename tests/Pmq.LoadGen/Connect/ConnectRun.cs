using Pmq.LoadGen.Clients;
using Pmq.LoadGen.CommandLine;
using Pmq.LoadGen.Measuring;
using Pmq.LoadGen.Reports;

namespace Pmq.LoadGen.Connect;

/// <summary><c>connect</c>: opens many connections, holds them, and sees what each costs the broker.</summary>
internal static class ConnectRun
{
    private const int UnderWayDefault = 50;

    // What a broker needs to give back what only the handshakes needed.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    public static async Task<RunReport> RunAsync(LoadRun run)
    {
        LoadOptions options = run.Options;
        int underWay = options.Window ?? UnderWayDefault;
        Client[] clients =
            [.. Enumerable.Range(0, options.Connections).Select(i => new Client(run.Loop, run.Client('c', i)))];
        long residentBefore = run.Broker.ResidentKilobytes();

        Phase opening = Phase.Start(run.Broker);
        Opening opened = await Opening.RunAsync(run.Loop, clients, underWay, run.Limit);
        opening.End();
        await Task.Delay(Settling, run.Limit);

        Phase holding = Phase.Start(run.Broker);
        await Task.Delay(TimeSpan.FromSeconds(options.Seconds), run.Limit);
        holding.End();
        long residentAfter = run.Broker.ResidentKilobytes();
        int held = options.Hold
            ? await run.Loop.AskAsync(() => clients.Count(client => client.IsOpen))
            : await Closing.AllAsync(run.Loop, clients);

        int connected = options.Connections - opened.Failed;
        var figures = new Dictionary<string, double>
        {
            ["connected"] = connected,
            ["connectsPerSecond"] = Quotient.Of(connected, opening.Seconds),
        };
        if (run.Broker.IsKnown)
        {
            figures["connectsPerBrokerCpuSecond"] = Quotient.Of(connected, opening.BrokerCpuSeconds);
            figures["residentBytesPerConnection"] = Quotient.Of((residentAfter - residentBefore) * 1024.0, held);
            figures["idleBrokerCpuPercent"] = 100 * Quotient.Of(holding.BrokerCpuSeconds!.Value, holding.Seconds);
        }

        return RunReport.Of(run) with
        {
            Window = underWay,
            Seconds = opening.Seconds,
            Disconnected = options.Connections - held,
            BrokerCpuSeconds = opening.BrokerCpuSeconds,
            LoadCpuSeconds = opening.OwnCpuSeconds,
            Figures = figures,
        };
    }
}
