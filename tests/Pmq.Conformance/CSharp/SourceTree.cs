namespace Pmq.Conformance.CSharp;

/// <summary>The files of the repository that people write, without what the build puts beside them.</summary>
public static class SourceTree
{
    private static readonly HashSet<string> NotOurs = new(StringComparer.Ordinal)
    {
        ".git", ".idea", ".vs", ".vscode", "artifacts", "bin", "BenchmarkDotNet.Artifacts", "node_modules", "obj",
        "TestResults", "pmq-data",
    };

    /// <summary>The files below a directory, in the same order everywhere; none when it is not there.</summary>
    public static IReadOnlyList<string> Files(string directory, string pattern = "*")
    {
        var found = new List<string>();
        if (Directory.Exists(directory))
        {
            Collect(directory, pattern, found);
        }

        found.Sort(StringComparer.Ordinal);
        return found;
    }

    public static string RelativePath(string root, string fullPath) =>
        Path.GetRelativePath(root, fullPath).Replace('\\', '/');

    private static void Collect(string directory, string pattern, List<string> found)
    {
        found.AddRange(Directory.EnumerateFiles(directory, pattern));
        foreach (string child in Directory.EnumerateDirectories(directory))
        {
            if (!NotOurs.Contains(Path.GetFileName(child)))
            {
                Collect(child, pattern, found);
            }
        }
    }
}
