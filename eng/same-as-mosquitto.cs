#:project ../tests/Pmq.SameAsMosquitto/Pmq.SameAsMosquitto.csproj
#:property PublishAot=false

// Plays the same scenarios of mosquitto_pub and mosquitto_sub against Debian's mosquitto and against PMQ, and compares
// what the clients print and how they end.
//   dotnet run eng/same-as-mosquitto.cs                        all scenarios
//   dotnet run eng/same-as-mosquitto.cs -- --only retain       those whose name holds the text
// Prints a table; exit code 1 when PMQ differs from mosquitto otherwise than a scenario says and gives a reason for.

using System.Diagnostics;
using Pmq.SameAsMosquitto;
using Pmq.SameAsMosquitto.Scenarios;

if (args is not ([] or ["--only", _]))
{
    Console.Error.WriteLine("usage: dotnet run eng/same-as-mosquitto.cs [-- --only TEXT]");
    return 64;
}

string only = args is [_, string text] ? text : "";
Scenario[] scenarios =
    [.. AllScenarios.All.Where(scenario => scenario.Name.Contains(only, StringComparison.OrdinalIgnoreCase))];
DirectoryInfo work = Directory.CreateTempSubdirectory("pmq-same-");
try
{
    string project = Path.Combine(Script.Folder, "..", "src", "Pmq.Server");
    string[] arguments = ["publish", project, "-c", "Release", "-o", work.FullName, "-v", "q"];
    using (Process publish = Process.Start("dotnet", arguments))
    {
        publish.WaitForExit();
        if (publish.ExitCode != 0)
        {
            return publish.ExitCode;
        }
    }

    IReadOnlyList<Outcome> outcomes = await Comparison.RunAsync(scenarios, Path.Combine(work.FullName, "pmq.dll"));
    foreach (string line in Report.Lines(outcomes))
    {
        Console.WriteLine(line);
    }

    return outcomes.All(outcome => outcome.IsAsExpected) ? 0 : 1;
}
finally
{
    work.Delete(recursive: true);
}

/// <summary>Where this script is; it can be run from any directory.</summary>
internal static class Script
{
    public static string Folder { get; } = AppContext.GetData("EntryPointFileDirectoryPath") as string
        ?? Path.Combine(Environment.CurrentDirectory, "eng");
}
