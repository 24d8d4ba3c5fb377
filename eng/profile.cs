#:project ../tests/Pmq.Comparison/Pmq.Comparison.csproj
#:property PublishAot=false

// Samples the stacks of a published pmq under a scenario of the load tool, and prints which part of the program has
// which share, and the methods that ran most.
//   dotnet run eng/profile.cs -- p2p --pairs 50 --window 1000
//   dotnet run eng/profile.cs -- fanout --publishers 4 --subscribers 200 --qos 1
// It needs Linux' perf, and the right to sample the kernel (kernel.perf_event_paranoid at most 1, or root).

using Pmq.Comparison.Matrix;
using Pmq.Comparison.Profiling;
using Pmq.Comparison.Running;

const double warmUpSeconds = 2;
const double recordedSeconds = 5;

if (args.Length == 0)
{
    Console.Error.WriteLine("usage: dotnet run eng/profile.cs -- SCENARIO [OPTIONS of pmq-load]");
    return 64;
}

if (!Programs.IsOnPath(PerfRecording.Program))
{
    Console.Error.WriteLine("perf is not installed; on Debian it is in linux-perf");
    return 69;
}

using var work = new WorkFolder();
string root = Repository.Root(AppContext.GetData("EntryPointFileDirectoryPath") as string);
Programs.PublishLoadTool(root, work);
Programs.PublishBroker(root, work);
string scenario = string.Join(' ', args);
using RunningBroker broker = RunningBroker.Start(Contestant.Pmq, Settings.Parse([]), work, PerfRecording.Environment);
LoadTool.WarmUp(work, broker, $"{scenario} --seconds {warmUpSeconds}");

// The load lasts a second longer on both sides; a scenario that is over by itself, such as connect, begins again.
using var recorded = new CancellationTokenSource();
Task<RunResult> load = Task.Run(() =>
{
    RunResult last;
    do
    {
        last = LoadTool.Run(work, broker, $"{scenario} --seconds {recordedSeconds + 2}");
    }
    while (!recorded.IsCancellationRequested);

    return last;
});
Thread.Sleep(TimeSpan.FromSeconds(1));
Profile profile = PerfRecording.Take(broker, recordedSeconds, work);
recorded.Cancel();
RunResult run = load.Result;
double rate = run.Figures.GetValueOrDefault("deliveredPerBrokerCpuSecond");
Console.WriteLine(FormattableString.Invariant($"{scenario}: {rate:N0} deliveries for a CPU second while sampled"));
ProfileTable.Write(profile, Console.Out);
return 0;
