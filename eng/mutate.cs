#:project ../tests/Pmq.Conformance/Pmq.Conformance.csproj
#:property PublishAot=false

// Switches off one rule of the source at a time, in a copy, and expects a test that carries the rule's statement to fail.
//   dotnet run eng/mutate.cs                          all of tests/spec/mutations.tsv
//   dotnet run eng/mutate.cs -- --sample 2 --seed 7   two of them, drawn by the seed (a fresh one is printed)
//   dotnet run eng/mutate.cs -- --only MQTT-3.1.0-1   those of one statement
//   dotnet run eng/mutate.cs -- --write               all, and writes the table into docs/TESTING.md
// Exit code 0 when every rule was missed by its test, 1 otherwise.

using System.Diagnostics;
using System.Globalization;
using Pmq.Conformance;
using Pmq.Conformance.Mutations;

string start = AppContext.GetData("EntryPointFileDirectoryPath") as string ?? Environment.CurrentDirectory;
string root = RepositoryRoot.Above(start);
IReadOnlyList<Mutation> chosen = Choose(MutationTable.Read(root), args);

string copy = Directory.CreateTempSubdirectory("pmq-mutate-").FullName;
try
{
    var bench = new Bench(root, copy);
    bench.Prepare();
    List<(Mutation Mutation, string Result)> results = [];
    foreach (Mutation mutation in chosen)
    {
        string result = bench.Try(mutation);
        results.Add((mutation, result));
        Console.WriteLine($"{result,-9} {mutation.Version,-6} {mutation.Statement,-16} {mutation.About}");
    }

    if (args.Contains("--write"))
    {
        WritePage(Path.Combine(root, "docs", "TESTING.md"), results);
    }

    int survived = results.Count(entry => entry.Result != Bench.Failed);
    Console.WriteLine($"{results.Count - survived} of {results.Count} mutations were noticed");
    return survived == 0 ? 0 : 1;
}
finally
{
    Directory.Delete(copy, recursive: true);
}

static IReadOnlyList<Mutation> Choose(IReadOnlyList<Mutation> all, string[] args)
{
    if (Value(args, "--only") is { } only)
    {
        return [.. all.Where(mutation => mutation.Statement == only)];
    }

    if (Value(args, "--sample") is not { } count)
    {
        return all;
    }

    int seed = Value(args, "--seed") is { } given
        ? int.Parse(given, CultureInfo.InvariantCulture)
        : Random.Shared.Next();
    Console.WriteLine($"seed {seed}");
    Mutation[] shuffled = [.. all];
    new Random(seed).Shuffle(shuffled);
    return shuffled[..Math.Min(int.Parse(count, CultureInfo.InvariantCulture), shuffled.Length)];
}

static string? Value(string[] args, string name)
{
    int at = Array.IndexOf(args, name);
    return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
}

static void WritePage(string path, List<(Mutation Mutation, string Result)> results)
{
    const string begin = "<!-- mutations: begin -->";
    const string end = "<!-- mutations: end -->";
    string page = File.ReadAllText(path);
    IEnumerable<string> rows = results.Select(entry =>
        $"| {entry.Mutation.Version} | {entry.Mutation.Statement} | {entry.Mutation.About} | "
        + $"`{entry.Mutation.File["src/".Length..]}` | {(entry.Result == Bench.Failed ? "noticed" : entry.Result)} |");
    string table = string.Join(
        '\n', rows.Prepend("| --- | --- | --- | --- | --- |").Prepend("| version | statement | switched off | file | result |"));
    int from = page.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
    int to = page.IndexOf(end, StringComparison.Ordinal);
    File.WriteAllText(path, page[..from] + "\n" + table + "\n" + page[to..]);
}

// A copy of the source in which one rule at a time is switched off and its tests are run.
internal sealed class Bench(string root, string copy)
{
    public const string Failed = "noticed";

    private const string Fast =
        "-c Release -nologo -v q -p:RunAnalyzers=false -p:TreatWarningsAsErrors=false -p:GenerateDocumentationFile=false "
        + "-p:EnforceCodeStyleInBuild=false";

    private static readonly string[] TestProjects = ["Pmq.Protocol.Tests", "Pmq.Broker.Tests"];

    public void Prepare()
    {
        foreach (string file in Run("git", "ls-files --cached --others --exclude-standard", root).Output.Split('\n'))
        {
            bool wanted = file.Length > 0 && File.Exists(Path.Combine(root, file));
            if (wanted)
            {
                string target = Path.Combine(copy, file);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(Path.Combine(root, file), target);
            }
        }

        foreach (string project in TestProjects)
        {
            Must(Run("dotnet", $"build tests/{project} {Fast}", copy));
        }
    }

    public string Try(Mutation mutation)
    {
        string path = Path.Combine(copy, mutation.File);
        string source = File.ReadAllText(path);
        if (mutation.Apply(source) is not { } mutated)
        {
            return "lost";
        }

        File.WriteAllText(path, mutated);
        try
        {
            (int code, string output) = Run("dotnet", $"build src/{mutation.Project} {Fast} --no-restore", copy);
            return code == 0 ? Test(mutation) : throw new InvalidOperationException($"{mutation.Statement}: {output}");
        }
        finally
        {
            File.WriteAllText(path, source);
        }
    }

    private string Test(Mutation mutation)
    {
        List<string> assemblies = [];
        foreach (string project in TestProjects)
        {
            string bin = Path.Combine(copy, "tests", project, "bin", "Release", "net10.0");
            string library = $"{mutation.Project}.dll";
            string built = Path.Combine(copy, "src", mutation.Project, "bin", "Release", "net10.0", library);
            if (File.Exists(Path.Combine(bin, library)))
            {
                string kept = Path.Combine(bin, library + ".kept");
                if (!File.Exists(kept))
                {
                    File.Copy(Path.Combine(bin, library), kept);
                }

                File.Copy(built, Path.Combine(bin, library), overwrite: true);
                assemblies.Add(Path.Combine(bin, project + ".dll"));
            }
        }

        (int code, string output) = Run(
            "dotnet", $"vstest {string.Join(' ', assemblies)} --TestCaseFilter:{mutation.Filter}", copy);
        Restore();
        if (code != 0)
        {
            return Failed;
        }

        return output.Contains("Passed:", StringComparison.Ordinal) ? "survived" : "no test";
    }

    private void Restore()
    {
        foreach (string kept in Directory.EnumerateFiles(Path.Combine(copy, "tests"), "*.dll.kept", SearchOption.AllDirectories))
        {
            File.Move(kept, kept[..^".kept".Length], overwrite: true);
        }
    }

    private static (int Code, string Output) Run(string program, string arguments, string directory)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }

    private static void Must((int Code, string Output) run)
    {
        if (run.Code != 0)
        {
            throw new InvalidOperationException(run.Output);
        }
    }
}
