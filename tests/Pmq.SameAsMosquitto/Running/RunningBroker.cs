using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Pmq.TestKit;

namespace Pmq.SameAsMosquitto.Running;

/// <summary>A broker's process that listens on a free port of loopback, cut off when disposed of.</summary>
public sealed class RunningBroker : IDisposable
{
    private const string PmqStartLine = "pmq listens for MQTT on tcp://";
    private const string HttpPort = "--http-port";

    private RunningBroker(ChildProcess process, int port)
    {
        Process = process;
        Port = port;
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
        string program = ProgramOnPath.Find("mosquitto");
        while (true)
        {
            int port = FreePort();
            string file = Path.GetTempFileName();
            await File.WriteAllTextAsync(file, Configuration(port));
            ChildProcess process = ChildProcess.Start(program, ["-c", file]);
            string? line = await process.Errors.FirstAsync(IsUpOrNot, ChildProcess.Patience);
            File.Delete(file);
            if (line is not null && IsUp(line))
            {
                return new RunningBroker(process, port);
            }

            process.Dispose();
            if (line is null)
            {
                throw new InvalidOperationException($"{process} did not start.");
            }

            // Somebody else took the port meanwhile.
        }
    }

    public void Dispose() => Process.Dispose();

    private static bool IsUpOrNot(string line) => IsUp(line) || line.Contains("Address already", StringComparison.Ordinal);

    private static bool IsUp(string line) => line.EndsWith("running", StringComparison.Ordinal);

    private static string Configuration(int port) => string.Create(CultureInfo.InvariantCulture, $"""
        listener {port} 127.0.0.1
        allow_anonymous true
        log_dest stderr
        log_type error
        log_type information

        """);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
