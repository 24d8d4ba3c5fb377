#:project ../tests/Pmq.Comparison/Pmq.Comparison.csproj
#:property PublishAot=false

// Runs the load tool's scenarios against PMQ and against Debian's mosquitto on this machine, in turns, and prints
// medians and ratios.
//   dotnet run eng/compare.cs                          everything, three rounds
//   dotnet run eng/compare.cs -- --rounds 5 --only p2p cases whose name holds the text; several with commas
//   dotnet run eng/compare.cs -- --brokers mosquitto   some of pmq, mosquitto, mosquitto-nodelay
//   dotnet run eng/compare.cs -- --pmq "--store memory"  the options PMQ is started with besides its port
// Times and CPU times of one machine mean little by themselves; the ratios of one run mean something. mosquitto runs
// twice, as it comes and with set_tcp_nodelay: the one has fuller segments, the other no waits for delayed
// acknowledgements. PMQ is held against the better of the two in each case.

using Pmq.Comparison;

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
Programs.Publish(root, "tests/Pmq.LoadGen", work.In("load"));
if (settings.Brokers.Contains(Contestant.Pmq))
{
    Programs.Publish(root, "src/Pmq.Server", work.In("pmq"));
}

if (settings.Brokers.Any(broker => broker != Contestant.Pmq))
{
    Programs.InstallMosquitto();
}

var scores = new Scores();
Case[] cases = [.. Case.All.Where(one => settings.Wants(one.Name))];
for (int round = 1; round <= settings.Rounds; round++)
{
    foreach (Case one in cases)
    {
        // The other way round every second time, so that none always has the warmer machine.
        foreach (Contestant broker in round % 2 == 1 ? settings.Brokers : settings.Brokers.Reverse())
        {
            IReadOnlyDictionary<string, double> figures = Trial.Run(one, broker, settings, work);
            scores.Add(one, broker, figures);
            string name = Contestants.NameOf(broker);
            Console.WriteLine($"round {round} {one.Name} {name}: {Scores.Line(one, figures)}");
        }
    }
}

Console.WriteLine();
scores.Print(cases, settings.Brokers);
return scores.IsSound ? 0 : 1;
