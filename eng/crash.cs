#:project ../tests/Pmq.Comparison/Pmq.Comparison.csproj
#:project ../tests/Pmq.Crash/Pmq.Crash.csproj
#:property PublishAot=false

// Kills the broker again and again while clients publish and subscribe, and checks that everything it had acknowledged
// is there: nothing lost, nothing of QoS 2 doubled, sessions, retained messages and wills kept.
//   dotnet run eng/crash.cs                                              50 kills, SQLite, another seed each time
//   dotnet run eng/crash.cs -- --store postgres --kill-database 5        PostgreSQL, which is killed too
//   dotnet run eng/crash.cs -- --kills 200 --seed 7 --qos1 1000 --qos2 200   messages a second
// Prints a report that begins with the options of this very run. The exit code is 0 when nothing is wrong.

using Pmq.Comparison.Running;
using Pmq.Crash;

CrashSettings settings;
try
{
    settings = CrashSettings.Parse(args);
}
catch (FormatException fault)
{
    Console.Error.WriteLine(fault.Message);
    Console.Error.WriteLine("usage: dotnet run eng/crash.cs [-- --store sqlite|postgres|memory --kills N "
        + "--kill-database N --seed N --qos1 RATE --qos2 RATE]");
    return 64;
}

using var work = new WorkFolder();
Programs.PublishBroker(Repository.Root(AppContext.GetData("EntryPointFileDirectoryPath") as string), work);
Console.Error.WriteLine($"seed {settings.Seed}");
CrashReport report = await CrashRun.RunAsync(
    settings, Path.Combine(work.In("pmq"), "pmq.dll"), Console.Error.WriteLine);
foreach (string line in report.Lines())
{
    Console.WriteLine(line);
}

return report.IsGood ? 0 : 1;
