namespace Pmq.Server.Tests;

/// <summary>The program that was built, beside the tests.</summary>
internal static class PmqProgram
{
    public static string File { get; } = Path.Combine(AppContext.BaseDirectory, "pmq.dll");

    /// <summary>A broker on a free port; it serves HTTP when the options say where.</summary>
    public static Task<RunningBroker> StartAsync(params string[] options) => RunningBroker.StartPmqAsync(File, options);

    /// <summary>Where a broker that serves HTTP says it does.</summary>
    public static async Task<string> HttpUrlAsync(RunningBroker broker)
    {
        const string begin = "pmq serves HTTP on ";
        string line = await broker.Process.LineAsync(text => text.StartsWith(begin, StringComparison.Ordinal));
        return line[begin.Length..];
    }

    /// <summary>Runs it until it ends by itself; what it printed on both outputs.</summary>
    public static async Task<(int ExitCode, IReadOnlyList<string> Output, IReadOnlyList<string> Errors)> RunAsync(
        params string[] arguments)
    {
        using ChildProcess process = RunningBroker.StartProgram(File, arguments);
        int exitCode = await process.ExitAsync();
        return (exitCode, process.Output.All, process.Errors.All);
    }
}
