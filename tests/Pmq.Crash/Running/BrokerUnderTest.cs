using System.Globalization;
using Pmq.SameAsMosquitto.Running;
using Pmq.TestKit;

namespace Pmq.Crash.Running;

/// <summary>The broker's process, one after the other, always on the same port and with the same state.</summary>
/// <remarks>Owner: the run.</remarks>
internal sealed class BrokerUnderTest : IDisposable
{
    private const string StartLine = "pmq listens for MQTT on tcp://";

    // Nothing may be dropped because a queue is full: the run would take it for lost.
    private static readonly string[] QueueOptions =
    [
        "--set", "session.queued-messages-max=1000000", "--set", "session.queued-bytes-max=1000000000",
    ];

    private readonly string _program;
    private readonly IReadOnlyList<string> _options;
    private readonly ReservedPort _port = ReservedPort.Take();
    private readonly List<string> _said = [];
    private ChildProcess? _process;
    private int _starts;

    private BrokerUnderTest(string program, IStorePlace place, bool knowsHttp)
    {
        _program = program;
        _options =
        [
            "--host", "127.0.0.1", "-p", Port.ToString(CultureInfo.InvariantCulture), .. QueueOptions, .. place.Options,
            .. knowsHttp ? ["--http-port", "off"] : (string[])[],
        ];
    }

    public int Port => _port.Number;

    /// <summary>True when it ended without being killed.</summary>
    public bool HasEnded => _process is { HasExited: true };

    /// <summary>What the processes so far have printed, but for where they listen.</summary>
    public IReadOnlyList<string> Said => _said;

    /// <summary>Prepares the program, which may be a <c>.dll</c>, and starts nothing yet.</summary>
    public static async Task<BrokerUnderTest> PrepareAsync(string program, IStorePlace place)
    {
        using ChildProcess help = RunningBroker.StartProgram(program, ["--help"]);
        await help.ExitAsync();
        bool knowsHttp = help.Output.All.Any(line => line.Contains("--http-port", StringComparison.Ordinal));
        return new BrokerUnderTest(program, place, knowsHttp);
    }

    /// <summary>Starts a process, and does not wait for it.</summary>
    public void Start()
    {
        _starts++;
        _process = RunningBroker.StartProgram(_program, _options);
    }

    /// <summary>Waits until it listens; a process that ends instead, or takes too long, is a failure of the run.</summary>
    public Task WaitUntilItListensAsync() =>
        Running.LineAsync(line => line.StartsWith(StartLine, StringComparison.Ordinal));

    /// <summary>Ends the process without a chance to write anything.</summary>
    public async Task KillAsync()
    {
        ChildProcess process = Running;
        process.Kill();
        await process.ExitAsync();
        KeepWhatItSaid(process);
        process.Dispose();
        _process = null;
    }

    public void Dispose()
    {
        if (_process is { } process)
        {
            process.Dispose();
            KeepWhatItSaid(process);
        }

        _port.Dispose();
    }

    public override string ToString() => _process?.ToString() ?? "The broker is not running.";

    private ChildProcess Running => _process ?? throw new InvalidOperationException("The broker is not running.");

    private void KeepWhatItSaid(ChildProcess process) => _said.AddRange(
        process.Output.All.Concat(process.Errors.All)
            .Where(line => !line.StartsWith(StartLine, StringComparison.Ordinal))
            .Select(line => string.Create(CultureInfo.InvariantCulture, $"process {_starts}: {line}")));
}
