using System.Globalization;
using Pmq.TestKit;

namespace Pmq.SameAsMosquitto.Running;

/// <summary>A broker's process that listens on a free port of loopback, cut off when disposed of.</summary>
public sealed class RunningBroker : IDisposable
{
    private const string PmqStartLine = "pmq listens for MQTT on tcp://";
    private const string HttpPort = "--http-port";

    private readonly ReservedPort? _reserved;

    private RunningBroker(ChildProcess process, int port, ReservedPort? reserved = null)
    {
        Process = process;
        Port = port;
        _reserved = reserved;
    }

    public ChildProcess Process { get; }

    public int Port { get; }

    /// <summary>
    /// Starts PMQ from its built program; with its state in memory and without HTTP unless the options say something else.
    /// </summary>
    public static async Task<RunningBroker> StartPmqAsync(string program, params string[] options)
    {
        string[] http = options.Contains(HttpPort) ? [] : [HttpPort, "off"];
        string[] store = options.Contains("--store") || options.Contains("--data") ? [] : ["--store", "memory"];
        ChildProcess process = StartProgram(program, ["--host", "127.0.0.1", "-p", "0", .. http, .. store, .. options]);
        string line = await process.LineAsync(text => text.StartsWith(PmqStartLine, StringComparison.Ordinal));
        return new RunningBroker(process, int.Parse(line.Split(':')[^1], CultureInfo.InvariantCulture));
    }

    /// <summary>Starts PMQ's program with these arguments and waits for nothing.</summary>
    public static ChildProcess StartProgram(string program, IEnumerable<string> arguments) =>
        program.EndsWith(".dll", StringComparison.Ordinal)
            ? ChildProcess.Start(ProgramOnPath.Find("dotnet"), [program, .. arguments])
            : ChildProcess.Start(program, arguments);

    /// <summary>Starts mosquitto as it comes, but for one anonymous listener.</summary>
    public static async Task<RunningBroker> StartMosquittoAsync()
    {
        ReservedPort port = ReservedPort.Take();
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, Configuration(port.Number));
        ChildProcess process = ChildProcess.Start(ProgramOnPath.Find("mosquitto"), ["-c", file]);
        var running = new RunningBroker(process, port.Number, port);
        string? line = await process.Errors.FirstAsync(IsUp, ChildProcess.Patience);
        File.Delete(file);
        if (line is null)
        {
            running.Dispose();
            throw new InvalidOperationException($"{process} did not start.");
        }

        return running;
    }

    public void Dispose()
    {
        Process.Dispose();
        _reserved?.Dispose();
    }

    private static bool IsUp(string line) => line.EndsWith("running", StringComparison.Ordinal);

    private static string Configuration(int port) => string.Create(CultureInfo.InvariantCulture, $"""
        listener {port} 127.0.0.1
        allow_anonymous true
        log_dest stderr
        log_type error
        log_type information

        """);
}
