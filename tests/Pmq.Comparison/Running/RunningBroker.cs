using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Pmq.Comparison.Running;

/// <summary>A broker's process on a free port of loopback, ended when disposed of.</summary>
public sealed class RunningBroker : IDisposable
{
    private static readonly TimeSpan StartMax = TimeSpan.FromSeconds(20);

    private readonly Process _process;

    private RunningBroker(Process process, int port)
    {
        _process = process;
        Port = port;

        // Whoever ends the comparison early leaves no broker behind.
        AppDomain.CurrentDomain.ProcessExit += End;
    }

    public int Port { get; }

    public int Id => _process.Id;

    /// <summary>From the start of the process to the first connection it took.</summary>
    public TimeSpan StartTime { get; private set; }

    /// <summary>Starts a broker, with further environment variables if need be, and waits until it listens.</summary>
    public static RunningBroker Start(
        Contestant broker,
        Settings settings,
        WorkFolder work,
        IReadOnlyDictionary<string, string>? environment = null)
    {
        int port = FreePort();
        var start = broker == Contestant.Pmq
            ? new ProcessStartInfo(
                Path.Combine(work.In("pmq"), "pmq"),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"-p {port} {StoreOption(settings, port)}{settings.PmqOptions} {HttpPort(settings)}"))
            : new ProcessStartInfo("mosquitto", $"-c {MosquittoConfiguration(broker, port, settings, work)}");
        start.WorkingDirectory = work.In("data");
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var sinceStart = Stopwatch.StartNew();
        var running = new RunningBroker(Process.Start(start)!, port);

        // Nobody reads it, but a full pipe would stop the broker.
        running._process.OutputDataReceived += (_, _) => { };
        running._process.ErrorDataReceived += (_, _) => { };
        running._process.BeginOutputReadLine();
        running._process.BeginErrorReadLine();
        running.WaitUntilListening(Contestants.NameOf(broker));
        running.StartTime = sinceStart.Elapsed;
        return running;
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= End;
        End(this, EventArgs.Empty);
        _process.Dispose();
    }

    /// <summary>What the kernel says it has in memory.</summary>
    public long ResidentKilobytes()
    {
        const string name = "VmRSS:";
        string line = File.ReadLines($"/proc/{Id}/status")
            .First(line => line.StartsWith(name, StringComparison.Ordinal));
        string number = line[name.Length..].Replace("kB", "", StringComparison.Ordinal);
        return long.Parse(number, CultureInfo.InvariantCulture);
    }

    /// <summary>Each process has a data directory of its own, so that none finds what another has left.</summary>
    private static string StoreOption(Settings settings, int port)
    {
        bool isChosen = settings.PmqOptions.Contains("--store", StringComparison.Ordinal)
            || settings.PmqOptions.Contains("--data", StringComparison.Ordinal);
        return isChosen ? "" : string.Create(CultureInfo.InvariantCulture, $"--data pmq-{port} ");
    }

    private void End(object? sender, EventArgs arguments)
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }
    }

    private void WaitUntilListening(string name)
    {
        var waited = Stopwatch.StartNew();
        while (!IsListening())
        {
            if (_process.HasExited || waited.Elapsed > StartMax)
            {
                Dispose();
                throw new InvalidOperationException($"{name} does not listen on port {Port}.");
            }

            Thread.Sleep(2);
        }
    }

    private bool IsListening()
    {
        try
        {
            using var probe = new TcpClient();
            probe.Connect(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>As it comes PMQ serves HTTP, but two brokers can't share a port.</summary>
    private static string HttpPort(Settings settings)
    {
        const string option = "--http-port";
        return settings.PmqOptions.Contains(option, StringComparison.Ordinal) ? "" : $"{option} 0";
    }

    private static string MosquittoConfiguration(Contestant broker, int port, Settings settings, WorkFolder work)
    {
        string listener = port.ToString(CultureInfo.InvariantCulture);
        string path = Path.Combine(work.In("data"), $"mosquitto-{listener}.conf");
        File.WriteAllText(path, $"""
            listener {listener} 127.0.0.1
            allow_anonymous true
            max_queued_messages 100000
            max_inflight_messages 1000
            log_type error
            set_tcp_nodelay {(broker == Contestant.MosquittoNoDelay ? "true" : "false")}
            {settings.MosquittoLines}

            """);
        return path;
    }
}
