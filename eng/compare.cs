#:project ../tests/Pmq.Comparison/Pmq.Comparison.csproj
#:property PublishAot=false

// Runs the load tool's scenarios against PMQ and against Debian's mosquitto on this machine, in turns, and prints the
// matrix: medians, PMQ's ratio to mosquitto, the ratio it is to have, and what part of that it reached.
//   dotnet run eng/compare.cs                          everything, five rounds: about three quarters of an hour
//   dotnet run eng/compare.cs -- --rounds 1 --only p2p cases whose name holds the text, or a row's; several with commas
//   dotnet run eng/compare.cs -- --brokers mosquitto   some of pmq, mosquitto, mosquitto-nodelay
//   dotnet run eng/compare.cs -- --pmq "--store memory"  the options PMQ is started with besides its port
// Times and CPU times of one machine mean little by themselves; the ratios of one run mean something. mosquitto runs
// twice, as it comes and with set_tcp_nodelay: the one has fuller segments, the other no waits for delayed
// acknowledgements. PMQ is held against the better of the two in each case. The exit code is 0 when every row reaches
// its target, 1 when one does not, 2 when one does not count.

using Pmq.Comparison.Matrix;
using Pmq.Comparison.Running;

Settings settings;
try
{
    settings = Settings.Parse(args);
}
catch (FormatException fault)
{
    Console.Error.WriteLine(fault.Message);
    Console.Error.WriteLine(
        "usage: dotnet run eng/compare.cs [-- --rounds N --only TEXT --seconds S --brokers LIST --pmq OPTIONS]");
    return 64;
}

using var work = new WorkFolder();
string root = Repository.Root(AppContext.GetData("EntryPointFileDirectoryPath") as string);
Programs.Prepare(root, settings, work);

var results = new Results();
Case[] cases = [.. Cases.All.Concat(Cases.Durable).Where(settings.Wants)];
for (int round = 1; round <= settings.Rounds; round++)
{
    foreach (Case one in cases)
    {
        // The other way round every second time, so that none always has the warmer machine.
        foreach (Contestant broker in round % 2 == 1 ? settings.Brokers : settings.Brokers.Reverse())
        {
            RunResult run = Trial.Run(one, broker, settings, work);
            results.Add(one, broker, run);
            string name = Contestants.NameOf(broker);
            Console.Error.WriteLine($"round {round} {one.Name} {name}: {MatrixTable.Summary(one, run)}");
        }
    }
}

IReadOnlyList<Line> lines = Evaluation.Of(cases, results);
MatrixTable.Write(lines, Console.Out);
return lines.Any(line => line.Verdict == Verdict.DoesNotCount) ? 2
    : lines.Any(line => line.Verdict is Verdict.Below or Verdict.Near) ? 1
    : 0;
