namespace Pmq.Server.Tests;

/// <summary>The program that was built, beside the tests.</summary>
internal static class PmqProgram
{
    public static string File { get; } = Path.Combine(AppContext.BaseDirectory, "pmq.dll");

    /// <summary>A broker on a free port.</summary>
    public static Task<RunningBroker> StartAsync(params string[] options) => RunningBroker.StartPmqAsync(File, options);

    /// <summary>Runs it until it ends by itself; what it printed on both outputs.</summary>
    public static async Task<(int ExitCode, IReadOnlyList<string> Output, IReadOnlyList<string> Errors)> RunAsync(
        params string[] arguments)
    {
        using ChildProcess process = RunningBroker.StartProgram(File, arguments);
        int exitCode = await process.ExitAsync();
        return (exitCode, process.Output.All, process.Errors.All);
    }
}
