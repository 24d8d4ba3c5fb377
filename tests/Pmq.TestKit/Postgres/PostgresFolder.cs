using System.Diagnostics;
using System.Globalization;

namespace Pmq.TestKit;

/// <summary>The temporary directory of a <see cref="PostgresServer"/>, and the server that runs in it.</summary>
internal sealed class PostgresFolder : IDisposable
{
    private const string Settings = """

        listen_addresses = '127.0.0.1'
        fsync = on
        shared_buffers = 32MB
        max_connections = 40
        """;

    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(20);

    private readonly string _root;

    private PostgresFolder(string root) => _root = root;

    private string Data => Path.Combine(_root, "data");

    private string LogFile => Path.Combine(_root, "log");

    private string PidFile => Path.Combine(Data, "postmaster.pid");

    /// <summary>Makes the directory and an empty cluster in it.</summary>
    public static PostgresFolder Make(string userName, string password)
    {
        var folder = new PostgresFolder(Directory.CreateTempSubdirectory("pmq-postgres-").FullName);
        try
        {
            folder.MakeCluster(userName, password);
            return folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public string Log() => File.Exists(LogFile) ? File.ReadAllText(LogFile) : "there is no log";

    public bool TryStart(int port)
    {
        string options = string.Create(CultureInfo.InvariantCulture, $"-p {port}");
        return PostgresProgram.TryRunUnprivileged(
            "pg_ctl", ["start", "-D", Data, "-l", LogFile, "-o", options, "-w", "-t", "30"], _root);
    }

    public void KillServer()
    {
        if (!File.Exists(PidFile))
        {
            return;
        }

        string pid = File.ReadLines(PidFile).First();
        using var server = Process.GetProcessById(int.Parse(pid, CultureInfo.InvariantCulture));
        server.Kill();
        server.WaitForExit(EndPatience);
    }

    public void Dispose()
    {
        bool isStopped = !File.Exists(PidFile) || PostgresProgram.TryRunUnprivileged(
            "pg_ctl", ["stop", "-D", Data, "-m", "immediate", "-w", "-t", "20"], _root);
        if (!isStopped)
        {
            KillServer();
        }

        Directory.Delete(_root, recursive: true);
    }

    private void MakeCluster(string userName, string password)
    {
        string passwordFile = Path.Combine(_root, "password");
        File.WriteAllText(passwordFile, password);
        PostgresProgram.GiveAway(_root);
        PostgresProgram.RunUnprivileged(
            "initdb",
            [
                "-D", Data, "-U", userName, "-A", "scram-sha-256", $"--pwfile={passwordFile}", "-E", "UTF8",
                "--locale=C", "--no-sync",
            ],
            _root);
        File.AppendAllText(
            Path.Combine(Data, "postgresql.conf"), $"{Settings}\nunix_socket_directories = '{_root}'\n");
    }
}
