using System.Diagnostics;

namespace Pmq.Comparison.Running;

/// <summary>Programs that this one runs to their end.</summary>
public static class ChildProcess
{
    /// <summary>Runs a program to its end, or to the limit: then it is ended.</summary>
    public static (int ExitCode, string Output) Run(string program, string arguments, TimeSpan limit)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(limit))
        {
            process.Kill(entireProcessTree: true);
        }

        process.WaitForExit();
        return (process.ExitCode, output.Result);
    }

    /// <summary>Runs a program that must not fail.</summary>
    public static void Must(string program, string arguments, TimeSpan limit)
    {
        (int exitCode, string output) = Run(program, arguments, limit);
        if (exitCode != 0)
        {
            throw new InvalidOperationException($"{program} {arguments}: exit code {exitCode}\n{output}");
        }
    }
}
