#:project ../tests/Pmq.Conformance/Pmq.Conformance.csproj
#:property PublishAot=false

// Writes docs/CONFORMANCE.md from the statements of the standard and the attributes of the tests.
//   dotnet run eng/conformance.cs             writes the page
//   dotnet run eng/conformance.cs -- --check  writes nothing; exit code 1 when the page is stale

using Pmq.Conformance;

bool checkOnly = args is ["--check"];
if (args.Length > 0 && !checkOnly)
{
    Console.Error.WriteLine("usage: dotnet run eng/conformance.cs [-- --check]");
    return 64;
}

// The runtime says where the script is, so that it can be run from any directory.
string start = AppContext.GetData("EntryPointFileDirectoryPath") as string ?? Environment.CurrentDirectory;
string root = RepositoryRoot.Above(start);
string path = Path.Combine(root, ConformancePage.RelativePath);
string page = ConformancePage.Render(root);
bool isCurrent = File.Exists(path) && File.ReadAllText(path).ReplaceLineEndings("\n") == page;

if (checkOnly)
{
    Console.WriteLine(isCurrent
        ? $"{ConformancePage.RelativePath} is current"
        : $"{ConformancePage.RelativePath} is stale; run: {ConformancePage.Command}");
    return isCurrent ? 0 : 1;
}

if (!isCurrent)
{
    Directory.CreateDirectory(Path.GetDirectoryName(path)!);
    File.WriteAllText(path, page);
}

Console.WriteLine($"{ConformancePage.RelativePath} is current");
return 0;
