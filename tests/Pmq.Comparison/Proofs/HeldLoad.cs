using System.Diagnostics;
using Pmq.Comparison.Matrix;
using Pmq.Comparison.Running;

namespace Pmq.Comparison.Proofs;

/// <summary>A load tool that has made its connections and keeps them until it is disposed of.</summary>
/// <remarks>Owner: the proof that runs.</remarks>
public sealed class HeldLoad : IDisposable
{
    private const string Hold = "--hold --time-limit 1800";

    private static readonly TimeSpan EndMax = TimeSpan.FromSeconds(20);

    private readonly Process _process;

    private HeldLoad(Process process, RunResult report)
    {
        _process = process;
        Report = report;
    }

    public RunResult Report { get; }

    /// <summary>Starts it and waits for its report; what is not held is over then.</summary>
    public static HeldLoad Start(WorkFolder work, RunningBroker broker, string arguments, bool isHeld)
    {
        string options = isHeld ? Hold : "--time-limit 600";
        var start = new ProcessStartInfo(
            LoadTool.Path(work), $"{arguments} --port {broker.Port} --pid {broker.Id} --json {options}")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        Process process = Process.Start(start)!;
        return new HeldLoad(process, LoadTool.Read(process.StandardOutput.ReadLine() ?? ""));
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(EndMax))
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
