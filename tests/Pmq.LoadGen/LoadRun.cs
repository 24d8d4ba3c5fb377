using System.Net;
using Pmq.LoadGen.Clients;
using Pmq.LoadGen.CommandLine;
using Pmq.LoadGen.Io;
using Pmq.LoadGen.Measuring;
using Pmq.LoadGen.Reports;

namespace Pmq.LoadGen;

/// <summary>One run of one scenario: what it needs, and its end within the time limit whatever happens.</summary>
internal sealed class LoadRun : IDisposable
{
    private const int ExitUnbalanced = 1;
    private const int ExitFailed = 2;
    private const int PacketOverhead = 1024;
    private const int ConnectionsPerAddress = 20_000;

    private static readonly TimeSpan GraceAfterLimit = TimeSpan.FromSeconds(10);

    private readonly IPAddress _host;

    private LoadRun(LoadOptions options, string scenario, CancellationToken limit)
    {
        Options = options;
        Scenario = scenario;
        Limit = limit;
        Loop = new EventLoop(options.PayloadSize + PacketOverhead, options.PauseMicroseconds);
        Broker = new BrokerProcess(options.BrokerIds);
        _host = Dns.GetHostAddresses(options.Host).First();
    }

    public LoadOptions Options { get; }

    /// <summary>The scenario's name.</summary>
    public string Scenario { get; }

    /// <summary>Cancelled when the time is over.</summary>
    public CancellationToken Limit { get; }

    public EventLoop Loop { get; }

    public BrokerProcess Broker { get; }

    /// <summary>Names of this run's clients and topics begin with it, so that runs do not meet.</summary>
    public string Name { get; } = $"l{Environment.ProcessId:x}";

    /// <summary>Runs a scenario, prints its report and returns the program's exit code.</summary>
    public static async Task<int> ExecuteAsync(
        LoadOptions options, string name, Func<LoadRun, Task<RunReport>> scenario, CancellationToken cancelled)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        limit.CancelAfter(options.TimeLimit);
        using var lastResort = new Timer(
            _ => Environment.Exit(ExitFailed), null, options.TimeLimit + GraceAfterLimit, Timeout.InfiniteTimeSpan);
        try
        {
            using var run = new LoadRun(options, name, limit.Token);
            RunReport report = await scenario(run);
            ReportWriter.Write(report, options.AsJson, Console.Out);
            if (options.Hold)
            {
                await Console.In.ReadToEndAsync(limit.Token);
            }

            return report.Balances ? 0 : ExitUnbalanced;
        }
        catch (LoadException failure)
        {
            await Console.Error.WriteLineAsync($"pmq-load {name}: {failure.Message}");
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"pmq-load {name}: given up after {options.TimeLimit.TotalSeconds} s");
        }

        return ExitFailed;
    }

    /// <summary>
    /// How the client of this number in its role connects. With several nodes, publishers begin at the first and
    /// subscribers at the second, so that the pairs cross the cluster.
    /// </summary>
    public ClientSettings Client(char role, int number)
    {
        int node = (role == 's' ? number + 1 : number) % Options.Ports.Count;
        return new ClientSettings
        {
            ClientId = $"{Name}{role}{number}",
            Broker = new IPEndPoint(_host, Options.Ports[node]),
            Local = LocalAddress(number),
            Version = Options.Version,
        };
    }

    public void Dispose() => Loop.Dispose();

    /// <summary>One address has ports for so many connections to one broker; loopback has more addresses.</summary>
    private IPEndPoint? LocalAddress(int number)
    {
        int address = 1 + (number / ConnectionsPerAddress);
        return address == 1 || !IPAddress.IsLoopback(_host)
            ? null
            : new IPEndPoint(new IPAddress([127, 0, 0, (byte)address]), 0);
    }
}
