using System.Globalization;
using Pmq.Comparison.Running;

namespace Pmq.Comparison.Profiling;

/// <summary>Samples a broker with <c>perf record</c> for some seconds.</summary>
public static class PerfRecording
{
    public const string Program = "perf";

    private const int SamplesPerSecond = 999;

    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(60);

    /// <summary>
    /// What a broker must be started with: it says where its code lies, perf sees that code under the addresses where
    /// it runs, and all of it is compiled at run time, because code from before has no names.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>
    {
        ["DOTNET_PerfMapEnabled"] = "1",
        ["DOTNET_EnableWriteXorExecute"] = "0",
        ["DOTNET_ReadyToRun"] = "0",
    };

    public static Profile Take(RunningBroker broker, double seconds, WorkFolder work)
    {
        string data = Path.Combine(work.In("perf"), "perf.data");
        string record = string.Create(
            CultureInfo.InvariantCulture,
            $"record -q -F {SamplesPerSecond} -g -p {broker.Id} -o {data} -- sleep {seconds}");
        ChildProcess.Must(Program, record, TimeSpan.FromSeconds(seconds) + Slack);
        (_, string output) = ChildProcess.Run(Program, $"script -i {data} -F comm,ip,sym,dso", Slack);
        string map = string.Create(CultureInfo.InvariantCulture, $"/tmp/perf-{broker.Id}.map");
        var profile = new Profile(PerfScript.Read(output.Split('\n'), PerfMap.Read(File.ReadLines(map))));
        File.Delete(map);
        return profile;
    }
}
