#:project ../tests/Pmq.Comparison/Pmq.Comparison.csproj
#:property PublishAot=false

// Shows of one broker what the matrix of eng/compare.cs does not: a line of JSON for each figure, with its bar.
//   dotnet run eng/prove.cs                                everything, five rounds
//   dotnet run eng/prove.cs -- --only flat-sockets,noisy   some of start, flat, storm, slow, noisy, or parts of them
//   dotnet run eng/prove.cs -- --brokers mosquitto         the same of mosquitto
// start   seconds until it listens; memory when empty
// flat    cost of a message among many idle subscriptions, sockets, sessions, by that among a hundred
// storm   seconds and bytes of a million filters: mixed, exact, wild
// slow    one of 200 subscribers stops reading: what rate the others keep, at qos0 and qos1
// noisy   latency of a paced pair beside one at full speed
// The exit code is 0 when every bar holds.

using Pmq.Comparison.Proofs;
using Pmq.Comparison.Running;

Settings settings;
try
{
    settings = Settings.Parse(["--brokers", Contestants.NameOf(Contestant.Pmq), .. args]);
}
catch (FormatException fault)
{
    Console.Error.WriteLine(fault.Message);
    Console.Error.WriteLine(
        "usage: dotnet run eng/prove.cs [-- --rounds N --only NAMES --seconds S --brokers LIST --pmq OPTIONS]");
    return 64;
}

using var work = new WorkFolder();
string root = Repository.Root(AppContext.GetData("EntryPointFileDirectoryPath") as string);
Programs.Prepare(root, settings, work);

bool allHold = true;
foreach (Contestant broker in settings.Brokers)
{
    foreach (IProof proof in AllProofs.All.Where(proof => settings.WantsPart(proof.Name)))
    {
        foreach (Finding finding in proof.Run(broker, settings, work))
        {
            Console.WriteLine((finding with { Broker = Contestants.NameOf(broker) }).ToJson());
            allHold &= finding.Holds;
        }
    }
}

return allHold ? 0 : 1;
