using System.Diagnostics;

namespace Pmq.TestKit;

/// <summary>
/// Runs the programs of PostgreSQL. The server refuses to run as root, so root runs it as an ordinary user.
/// </summary>
internal static class PostgresProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>Gives a directory to the user the server runs as.</summary>
    public static void GiveAway(string directory)
    {
        if (Environment.IsPrivilegedProcess)
        {
            (string user, string group) = OrdinaryUser();
            Require(Start("chown", ["-R", $"{user}:{group}", directory], directory, password: null));
        }
    }

    public static void Run(string name, string[] arguments, string password) =>
        Require(Start(Find(name), arguments, Path.GetTempPath(), password));

    public static void RunUnprivileged(string name, string[] arguments, string directory) =>
        Require(StartUnprivileged(name, arguments, directory));

    public static bool TryRunUnprivileged(string name, string[] arguments, string directory) =>
        StartUnprivileged(name, arguments, directory).ExitCode == 0;

    private static (int ExitCode, string Output) StartUnprivileged(string name, string[] arguments, string directory)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return Start(Find(name), arguments, directory, password: null);
        }

        (string user, string group) = OrdinaryUser();
        string[] all = [$"--reuid={user}", $"--regid={group}", "--clear-groups", Find(name), .. arguments];
        return Start("setpriv", all, directory, password: null);
    }

    // All programs from where initdb really is: those of two versions don't go together.
    private static string Find(string name)
    {
        string initdb = ProgramOnPath.Find(PostgresServer.Program);
        string target = File.ResolveLinkTarget(initdb, returnFinalTarget: true)?.FullName ?? initdb;
        return Path.Combine(Path.GetDirectoryName(target)!, name);
    }

    // The numbers of PostgreSQL's own user where there is one, else those of nobody.
    private static (string User, string Group) OrdinaryUser()
    {
        string[][] users = [.. File.ReadLines("/etc/passwd").Select(line => line.Split(':'))];
        string[] user = Array.Find(users, fields => fields[0] == "postgres")
            ?? Array.Find(users, fields => fields[0] == "nobody")
            ?? throw new ProgramMissingException("There is neither a user postgres nor one called nobody.");
        return (user[2], user[3]);
    }

    private static (int ExitCode, string Output) Start(
        string program, string[] arguments, string directory, string? password)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PGPASSWORD"] = password;
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} did not end within {Patience.TotalSeconds} seconds.");
        }

        return (process.ExitCode, output.GetAwaiter().GetResult() + errors.GetAwaiter().GetResult());
    }

    private static void Require((int ExitCode, string Output) end)
    {
        if (end.ExitCode != 0)
        {
            throw new InvalidOperationException($"A program of PostgreSQL ended with {end.ExitCode}: {end.Output}");
        }
    }
}
